package laws

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/nefc/nefc/compiler/code"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/grammar/diag"
)

// damage warns of lesions and cuts that lose nothing, or what is lost already, and of heals
// that bring nothing back.
func damage(c *Case) {
	for _, x := range c.Model.Experiments {
		d := damaged{Case: c, lost: map[any]loss{}}
		d.events(x.Events)
	}
}

// damaged is what a model is without at a place of an experiment.
type damaged struct {
	*Case
	lost map[any]loss // by ensemble or connection; what is whole is not among them
}

// loss is what is lost of something.
type loss struct {
	share   float64
	neurons []int // in place of a share
	known   bool  // false where params decide how much
	at      diag.Span
}

// events walks through events; what a phase loses in its block is back behind it.
func (d *damaged) events(list []model.Event) {
	for _, e := range list {
		switch e := e.(type) {
		case *model.Phase:
			inside := damaged{d.Case, map[any]loss{}}
			for of, l := range d.lost {
				inside.lost[of] = l
			}
			inside.events(e.Events)
		case *model.Lesion:
			d.lesion(e)
		case *model.Cut:
			l := lossOf(e.By, nil, e.At)
			d.lose(e.At, e.Connection.Name, 0, l, l.known && l.share == 0, []any{e.Connection})
		case *model.Heal:
			d.heal(e)
		case *model.Reset:
			if e.What == "all" || e.What == "weights" {
				for of := range d.lost {
					if _, isCut := of.(*model.Connection); isCut || e.What == "all" {
						delete(d.lost, of)
					}
				}
			}
		}
	}
}

// lossOf is what a line loses; what params decide is not known.
func lossOf(by *code.Expr, neurons []int, at diag.Span) loss {
	l := loss{share: 1, neurons: neurons, known: true, at: at}
	if by != nil {
		l.share, l.known = by.IsConst()
	}
	return l
}

func (d *damaged) lesion(e *model.Lesion) {
	l := lossOf(e.By, e.Neurons, e.At)
	most := 0
	var of []any
	var names []string
	for _, x := range e.Ensembles {
		most = max(most, x.N)
		of, names = append(of, x), append(names, x.Name)
	}
	what := strings.Join(names, ", ")
	if len(names) > 1 {
		what = fmt.Sprintf("%d populations", len(names))
	}
	none := l.known && e.Neurons == nil && math.Round(l.share*float64(most)) == 0
	d.lose(e.At, what, most, l, none, of)
}

// lose notes a loss of some objects, of so many neurons (0 for synapses) each, and warns if it
// is none or was there before.
func (d *damaged) lose(at diag.Span, name string, most int, l loss, none bool, of []any) {
	before, same := loss{}, l.known
	for _, x := range of {
		was, some := d.lost[x]
		same = same && some && was.known && was.share == l.share && slices.Equal(was.neurons, l.neurons)
		before = was
	}
	whole := !slices.ContainsFunc(of, func(x any) bool { _, some := d.lost[x]; return some })
	switch {
	case same:
		d.idle(at, "`%s` changes nothing: that is lost already", d.Text(at)).WithPlace(before.at, "here")
	case none && whole:
		all := "its synapses"
		if most > 0 {
			all = fmt.Sprintf("%d neurons", most)
		}
		w := d.idle(at, "`%s` changes nothing: that is none of %s", d.Text(at), all)
		if l.share > 0 {
			w.WithNote("the share is rounded to whole neurons").WithHelp("one of them is `by %.3g%%`", 100/float64(most))
		}
	case none:
		d.idle(at, "`%s` brings back what was lost of `%s`", d.Text(at), name).WithPlace(before.at, "lost here").
			WithHelp("say so: `heal %s`", name)
	}
	for _, x := range of {
		if d.lost[x] = l; none {
			delete(d.lost, x)
		}
	}
}

// heal brings back what is lost.
func (d *damaged) heal(e *model.Heal) {
	before := len(d.lost)
	if e.All {
		clear(d.lost)
	}
	for _, x := range e.Ensembles {
		delete(d.lost, x)
	}
	for _, x := range e.Connections {
		delete(d.lost, x)
	}
	if len(d.lost) == before {
		d.idle(e.At, "`%s` changes nothing: nothing of it is lost here", d.Text(e.At)).
			WithNote("what a phase loses in its own block is back when it ends")
	}
}

// idle warns of a line that changes nothing, once.
func (d *damaged) idle(at diag.Span, format string, args ...any) *diag.Diagnostic {
	w := diag.New(diag.ChangesNothing, at, format, args...).WithHelp("delete it")
	d.Diags.AddOnce(w)
	return w
}
