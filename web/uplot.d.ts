// The global that vendor/uPlot.js makes.
import uPlot = require('./vendor/uPlot');
export = uPlot;
export as namespace uPlot;
