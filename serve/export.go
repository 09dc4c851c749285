package serve

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"io"
	"math"
	"slices"
	"strings"

	"github.com/nefc/nefc/live"
	"github.com/nefc/nefc/live/watches"
)

// Export is what is to be drawn or written: what some streams showed in a stretch of time.
type Export struct {
	Kind     string            // of plot: line, scatter, raster, rate, hist; "" for what the streams are
	Format   string            // of Formats
	Options  map[string]string // of plot: how it looks
	From, To float64           // s
	Told     []live.Told       // every sample
	Against  *live.Told        // along the axis, instead of time; nil for time
	Past     *live.Past        // the session as it was then
	Version  string
}

// Formats are those that are written.
var Formats = []string{"svg", "pdf", "png", "csv", "npz", "json"}

// RateOfSpikes is the watch of rates. What is told for it are the spikes, of which plots
// make smooth rates.
const RateOfSpikes = "rate"

// exported is what a request to export asks for.
type exported struct {
	Streams      []int
	Against      int
	Kind, Format string
	Options      map[string]string
	From, To     *int    // steps
	Window       float64 // s, up to To
	Path         string  // below out/; "" for the answer
}

// mostAnswered is how many bytes an answer may hold.
const mostAnswered = 16 << 20

func (l *loop) export(raw json.RawMessage) (any, error) {
	p, err := params[exported](raw)
	if err != nil {
		return nil, err
	}
	switch {
	case l.Export == nil:
		return nil, refused(codeRefused, "figures are drawn by `nefc live`; a page that stands alone has none")
	case !slices.Contains(Formats, p.Format):
		return nil, refused(codeParams, "format is one of %s, not %q", strings.Join(Formats, ", "), p.Format)
	case len(p.Streams) == 0:
		return nil, refused(codeParams, "streams are those to be exported")
	}
	e := &Export{Kind: p.Kind, Format: p.Format, Options: p.Options, Version: l.Version}
	x, err := l.stretch(&p)
	if err != nil {
		return nil, err
	}
	step, now := l.s.Now()
	e.To = now - float64(step-x.to)*l.s.Dt()
	e.From = e.To - float64(x.to-x.from)*l.s.Dt()
	e.Past = l.s.Past()
	server := l.Server
	return aside(func(ctx context.Context) (any, error) {
		defer e.Past.Close()
		told, err := e.Past.Tell(ctx, x.from, x.to, x.watches)
		if err != nil {
			return nil, err
		}
		for i := range told {
			if x.rates[i] {
				told[i].Watch.What = RateOfSpikes
			}
		}
		if e.Told = told; p.Against != 0 {
			e.Told, e.Against = told[:len(told)-1], &told[len(told)-1]
		}
		return server.exported(e, p.Path)
	}), nil
}

// stretch is what an export shows, and of which steps.
type stretch struct {
	watches  []watches.Watch
	rates    []bool // are asked of it
	from, to int
}

func (l *loop) stretch(p *exported) (*stretch, error) {
	ids := p.Streams
	if p.Against != 0 {
		ids = append(slices.Clone(ids), p.Against)
	}
	x, window := &stretch{}, p.Window
	for _, id := range ids {
		st, err := l.streamOf(id)
		if err != nil {
			return nil, err
		}
		w := st.Watch
		if window == 0 {
			window = w.Window
		}
		x.rates = append(x.rates, w.What == RateOfSpikes)
		if w.Exact, w.Window, w.Points = true, 0, 0; w.What == RateOfSpikes {
			w.What = "spikes"
		}
		x.watches = append(x.watches, w)
	}
	if window <= 0 {
		window = 1
	}
	x.to, _ = l.s.Now()
	if p.To != nil {
		x.to = *p.To
	}
	x.from = max(l.s.Since(), x.to-int(math.Round(min(window/l.s.Dt(), 1e9))))
	if p.From != nil {
		x.from = *p.From
	}
	if x.from >= x.to {
		return nil, refused(codeParams, "there are no steps from %d to %d", x.from, x.to)
	}
	return x, nil
}

// exported makes the file, and puts it where it is wanted.
func (s *Server) exported(e *Export, path string) (any, error) {
	data, err := s.Export(e)
	if err != nil {
		return nil, err
	}
	out := map[string]any{"name": strings.Map(plain, e.Told[0].Watch.Of) + "." + e.Format, "bytes": len(data)}
	switch {
	case path != "":
		out["path"] = path
		return out, s.Host.Output(path, func(w io.Writer) error {
			_, err := w.Write(data)
			return err
		})
	case len(data) > mostAnswered:
		return nil, refused(codeLimit, "%d bytes are too many for an answer; a `path` below out/ takes them", len(data))
	case e.Format == "svg" || e.Format == "csv" || e.Format == "json":
		out["text"] = string(data)
	default:
		out["data"] = base64.StdEncoding.EncodeToString(data)
	}
	return out, nil
}

// plain is a letter that a file name may have.
func plain(r rune) rune {
	if strings.ContainsRune(`/\:*?"<>|`, r) || r < ' ' {
		return '_'
	}
	return r
}
