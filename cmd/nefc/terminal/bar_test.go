package terminal

import (
	"io"
	"testing"

	"github.com/vbauerster/mpb/v8"

	"github.com/nefc/nefc/compiler/model"
)

// The bar counts the steps of all phases; where nobody watches there is none.
func TestBar(t *testing.T) {
	e := &model.Experiment{Name: "e", Events: []model.Event{&model.Phase{Steps: 100}, &model.Expect{}, &model.Phase{Steps: 50}}}
	none := NewBar(io.Discard, e, false)
	none.Update("one", 1)
	none.One()
	none.Done()
	if none.bar != nil {
		t.Error("a bar without a terminal")
	}
	g := mpb.New(mpb.WithOutput(io.Discard))
	p := &Bar{group: g, bar: g.AddBar(int64(e.Steps()))}
	for _, c := range []struct {
		phase string
		done  int
		want  int64
	}{{"one", 0, 0}, {"one", 40, 40}, {"one", 100, 100}, {"two", 0, 100}, {"two", 20, 120}} {
		p.Update(c.phase, c.done)
		if got := p.bar.Current(); got != c.want {
			t.Errorf("%s, %d: the bar is at %d, want %d of 150", c.phase, c.done, got, c.want)
		}
	}
	p.One()
	if got := p.bar.Current(); got != 121 || e.Steps() != 150 {
		t.Errorf("the bar is at %d of %d", got, e.Steps())
	}
	bar := p.bar
	p.Done()
	if !bar.Aborted() || p.bar != nil {
		t.Error("the bar stays")
	}
}
