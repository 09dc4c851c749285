package live

import (
	"fmt"
	"slices"
	"strings"

	"github.com/nefc/nefc/compiler"
	"github.com/nefc/nefc/grammar/diag"
)

// Opened are the models that were opened lately, as they were built. Sessions that are opened
// one after the other hand them on: a text that is opened again is not built again. It serves
// one session at a time.
type Opened struct {
	list []opened // the latest first
}

type opened struct {
	key    string
	c      *compiler.Compiled // nil if it is not known what its files said when it was built
	built  diag.List
	dt     float64 // s
	reads  []string
	digest string // of what it reads
}

const (
	mostOpened  = 4       // models
	mostNumbers = 1 << 20 // in the memory of a program that is kept
)

// build hands on the model of a session as it was built before, or builds it.
func (o *Opened) build(s *Session) (*compiler.Compiled, error) {
	if o == nil || s.model.Text == "" {
		return s.build(s.model, compiler.Live{})
	}
	x := o.take(openedKey(&s.model))
	digest := compiler.Digest(x.reads)
	if x.c == nil || x.digest != digest {
		c, err := s.build(s.model, compiler.Live{})
		if err != nil || !isAlone(c.Checked) || len(c.Program.Init) > mostNumbers {
			return c, err
		}
		known := slices.Equal(x.reads, c.Model.Inputs) && digest == compiler.Digest(x.reads)
		x = opened{key: x.key, reads: c.Model.Inputs, digest: digest, built: s.built, dt: s.dt}
		if !known { // its files are looked at before it is built the next time
			o.put(x)
			return c, nil
		}
		x.c = c
	}
	s.dt, s.built = x.dt, x.built
	o.put(x)
	return x.c, nil
}

// take takes a model out of the list; one of which nothing is known if it is not there.
func (o *Opened) take(key string) opened {
	i := slices.IndexFunc(o.list, func(x opened) bool { return x.key == key })
	if i < 0 {
		return opened{key: key}
	}
	x := o.list[i]
	o.list = slices.Delete(o.list, i, i+1)
	return x
}

// put puts a model into the list, which forgets the one that was opened the longest ago.
func (o *Opened) put(x opened) {
	o.list = slices.Insert(o.list[:min(len(o.list), mostOpened-1)], 0, x)
}

// isAlone reports a model whose text is all there is of it, but for the library and tables.
func isAlone(c *compiler.Checked) bool {
	others := 0
	for name := range c.Sources {
		if !strings.HasPrefix(name, "std/") {
			others++
		}
	}
	return others == 1
}

// openedKey is all of a model that is not the same for all models of a server.
func openedKey(m *Model) string {
	seed := ""
	if m.Options.Seed != nil {
		seed = fmt.Sprint(*m.Options.Seed)
	}
	return fmt.Sprintf("%q %q %q %q %q %q", m.Path, m.Text, m.Experiment, seed, m.Options.Set, m.Options.Outside)
}
