// Package grammar turns source text into a syntax tree.
//
// What goes in is the text of one .nef file; what comes out is a File with one
// struct per statement, as written: nothing is resolved, no unit is converted.
// Every node knows its place. The way is
//
//	text → token (never fails) → split (newline, ;, { }) → one participle
//	production per statement, picked by its keyword → File
//
// so each bad statement costs one diagnostic and the rest is still read.
// Expressions are read by precedence climbing behind participle's Parseable.
// Package format prints the tokens back with canonical spacing; comments are kept.
//
// A complete small model:
//
//	seed 1
//	ensemble pre 101 radius 2
//	ensemble post 102 radius 2
//	node ramp = t/10 - 1
//	connect ramp -> pre
//	connect pre.neurons -> post.neurons solve nnls dale 0.7
//	learn pes err = post - pre
//	probe ramp, pre, post, err synapse 100ms
//	run 20s
package grammar
