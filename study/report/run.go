package report

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/nefc/nefc/runtime/experiment"
	"github.com/nefc/nefc/runtime/kept"
	"github.com/nefc/nefc/runtime/output"
)

// limits are how much of a run a report holds: less if its file would be too large.
type limits struct {
	samples int // of a signal
	spikes  int // of a population in a phase
}

// reader reads runs into the data of a report.
type reader struct {
	pack  *Pack
	limit limits
	dt    float64 // of the run that is read, s
}

// mostSmall is how many samples of a signal are shown of each cell.
const mostSmall = 800

// mostConnections is how many connections are listed.
const mostConnections = 60

// run reads a run in detail.
func (r *reader) run(f found, m *source, label string) (*Run, []Signal, error) {
	r.dt = f.summary.Dt
	b, phases, err := keptOf(f)
	if err != nil {
		return nil, nil, err
	}
	out := &Run{Label: label, Folder: filepath.ToSlash(f.dir), Phases: []Phase{}, Populations: []Population{},
		Weights: []Weights{}, Spikes: []Spikes{}, Health: []Health{}, Notes: []string{}}
	if b == nil {
		b = m.built()
		out.Notes = append(out.Notes, "The run was made without --report: spikes, weights after phases, lines that plots compute and "+
			"the health of populations were not kept. `nefc run --report --again "+f.summary.Model+"` keeps them.")
	}
	out.Notes = append(out.Notes, damaged(f.summary.Damage)...)
	out.describe(f, b, m)
	list, err := r.phases(out, f, b, phases)
	if err != nil {
		return nil, nil, err
	}
	out.Populations = populations(r.pack, b)
	out.Weights = weights(r.pack, b, out.Phases, phases)
	if out.Files, err = filesOf(f); err != nil {
		return nil, nil, err
	}
	signals := []Signal{}
	for _, s := range list {
		signals = append(signals, s.thinned(r.limit.samples).signal(r.pack, label))
	}
	out.Summary, err = json.Marshal(out.shortened(f.summary))
	return out, signals, err
}

// keptOf reads what was kept of a run: nil if nothing was.
func keptOf(f found) (*kept.Built, []*kept.Phase, error) {
	b, err := kept.ReadBuilt(f.dir)
	if err != nil {
		return nil, nil, err
	}
	phases := make([]*kept.Phase, len(f.summary.Phases))
	for i, ph := range f.summary.Phases {
		if b != nil {
			if phases[i], err = kept.ReadPhase(f.dir, ph.Name); err != nil {
				return nil, nil, err
			}
		}
	}
	return b, phases, nil
}

// phases reads the phases of a run, and returns their signals.
func (r *reader) phases(out *Run, f found, b *kept.Built, phases []*kept.Phase) (list []series, err error) {
	for i, s := range f.summary.Phases {
		ph := Phase{Name: s.Name, Seconds: s.Seconds}
		samples, rasters, err := recorded(f.dir, s.Name)
		if err != nil {
			return nil, err
		}
		out.notShown(s.Name, samples)
		samples = append(samples, computed(b, s.Name)...)
		list = append(list, samples...)
		switch k := phases[i]; {
		case k != nil:
			ph.From = k.From
			out.Spikes = append(out.Spikes, r.spikes(ph, b, k)...)
			out.Health = append(out.Health, health(s.Name, b, k)...)
		case len(samples) > 0:
			ph.From = max(0, samples[0].from-f.summary.Dt)
		case len(rasters) > 0 && len(rasters[0].T) > 0:
			ph.From = max(0, rasters[0].T[0]-f.summary.Dt)
		}
		if phases[i] == nil {
			out.Spikes = append(out.Spikes, r.probed(ph, rasters)...)
		}
		out.Phases = append(out.Phases, ph)
	}
	return list, nil
}

// notShown says of which probes not all numbers are shown.
func (out *Run) notShown(phase string, list []series) {
	count := map[string]int{}
	for _, s := range list {
		if count[s.of]++; count[s.of] == mostDims && s.dims > mostDims {
			out.Notes = append(out.Notes, fmt.Sprintf("Of the %d numbers of %s in phase %s, %d are shown.", s.dims, s.of, phase, mostDims))
		}
	}
}

// probed are the spikes that probes recorded, where no others were kept.
func (r *reader) probed(ph Phase, rasters []*output.Recorded) (out []Spikes) {
	for _, x := range rasters {
		if len(x.T) == 0 {
			continue
		}
		n := int(slices.Max(x.Data)) + 1
		all := kept.Activity{Name: strings.TrimSuffix(x.Name, ".spikes"), Spiking: true, T: x.T, Who: x.Data}
		for j := range n {
			all.Shown = append(all.Shown, j)
		}
		built := &kept.Built{Populations: []kept.Population{{N: n}}}
		out = append(out, r.spikes(ph, built, &kept.Phase{From: ph.From, Seconds: ph.Seconds, Activity: []kept.Activity{all}})...)
	}
	return out
}

// describe fills in what a run was, in words.
func (out *Run) describe(f found, b *kept.Built, m *source) {
	out.Platform, out.Lock = b.Platform, m.lock(f)
	out.Command = strings.Join(quoted(b.Command), " ")
	if out.Command == "" {
		out.Command = "nefc run " + quoted([]string{f.summary.Model})[0]
	}
	if out.Neurons = m.neurons(); out.Neurons == 0 {
		for _, p := range b.Populations {
			out.Neurons += p.N
		}
	}
	for _, x := range b.Found {
		where := ""
		if x.Line > 0 {
			where = fmt.Sprintf(" in line %d", x.Line)
		}
		out.Notes = append(out.Notes, fmt.Sprintf("%s %s%s: %s", x.Severity, x.Code, where, x.Message))
	}
	if len(b.LeftOut) > 0 {
		out.Notes = append(out.Notes, "Not kept, since it would have been too much: "+strings.Join(b.LeftOut, "; ")+".")
	}
}

// quoted writes words of a command line so that a shell reads them back.
func quoted(words []string) []string {
	out := make([]string, len(words))
	for i, w := range words {
		plain := w != "" && strings.Trim(w, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./=:,+@%") == ""
		if out[i] = w; !plain {
			out[i] = "'" + strings.ReplaceAll(w, "'", `'\''`) + "'"
		}
	}
	return out
}

// shortened is a summary with no more connections than a table shows: those that fit
// worst. Which files there are stands elsewhere.
func (out *Run) shortened(s experiment.Summary) experiment.Summary {
	s.Written = nil
	if s.Expectations == nil {
		s.Expectations = []experiment.Expectation{}
	}
	if n := len(s.Connections); n > mostConnections {
		s.Connections = slices.Clone(s.Connections)
		slices.SortStableFunc(s.Connections, func(a, b experiment.ConnectionSummary) int {
			return int(1e6 * (min(1e3, misfit(b)) - min(1e3, misfit(a))))
		})
		s.Connections = s.Connections[:mostConnections]
		out.Notes = append(out.Notes, fmt.Sprintf("Of %d connections the %d that fit worst are listed.", n, mostConnections))
	}
	return s
}

// misfit is the share of its target that a fit misses.
func misfit(c experiment.ConnectionSummary) float64 {
	if c.Fit == nil || !(c.Fit.TargetRMS > 0) || !(c.Fit.RMSE >= 0) {
		return 0
	}
	return c.Fit.RMSE / c.Fit.TargetRMS
}

// filesOf hashes the files that a run wrote. One that is gone has no hash.
func filesOf(f found) ([]File, error) {
	out := []File{}
	for _, w := range f.summary.Written {
		x := File{Name: w.Name, Bytes: w.Bytes, SHA256: "no longer there"}
		file, err := os.Open(filepath.Join(f.dir, filepath.FromSlash(w.Name)))
		if err == nil {
			h := sha256.New()
			_, err = io.Copy(h, file)
			file.Close()
			if err != nil {
				return nil, err
			}
			x.SHA256 = hex.EncodeToString(h.Sum(nil))
		}
		out = append(out, x)
	}
	return out, nil
}

// outcomeOf is what came of a run.
func outcomeOf(s *experiment.Summary) string {
	switch {
	case !s.Finished:
		return unfinished
	case !s.Good():
		return failed
	case len(s.Expectations) == 0:
		return none
	}
	return met
}
