package lower

import (
	"github.com/nefc/nefc/compiler/events"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/stdlib/functions"
)

// measure says what the numbers of an analysis are. Values of nodes and plain numbers measure what those beside them
// do: they are "" alone.
func measure(a *model.Analysis) events.Measure {
	switch {
	case a.IsCondition():
		return events.Measure{}
	case a.Kind == model.ASeries:
		return measureOfSlot(&a.Probe.Slot)
	case a.Kind == model.ACall && functions.Find(a.Op) == nil && a.Op != "if":
		return events.Measure{Label: a.Op}
	}
	var out events.Measure
	for _, arg := range a.Args {
		if m := measure(arg); out.Label == "" {
			out = m
		} else if m.Label != "" && m != out {
			return events.Measure{}
		}
	}
	return out
}

// measureOfSlot says what a probe records.
func measureOfSlot(s *model.Slot) events.Measure {
	switch {
	case s.Node != nil:
		return events.Measure{}
	case s.Name == "":
		return events.Measure{Label: "decoded value"}
	case s.Name == "neurons":
		return events.Measure{Label: "activity", Unit: "Hz"}
	}
	return events.Measure{Label: s.Name, Unit: s.Entry().Symbol()}
}

// ideal reports an expression of nothing but nodes, params and time: what something should be, not what it is.
func ideal(a *model.Analysis) bool {
	if a == nil || a.Kind == model.ASeries || a.Kind == model.AFiltered || a.Kind == model.ACall && a.Op == "similarity" {
		return false
	}
	is := true
	a.Walk(func(x *model.Analysis) { is = is && (x.Kind != model.ASeries || x.Probe.Slot.Node != nil) })
	return is
}
