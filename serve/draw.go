package serve

import "encoding/json"

// folds says which networks and arrays a drawing shows opened, and which folded; of others
// the drawing decides.
type folds struct{ Open, Shut []string }

// draw answers how the model is drawn with other things opened, from now on.
func (l *loop) draw(raw json.RawMessage) (any, error) {
	f, err := params[folds](raw)
	if err != nil {
		return nil, err
	}
	l.folds = f
	if l.Layout == nil {
		return map[string]any{}, nil
	}
	return map[string]any{"layout": l.Layout(l.s.Compiled().Checked, f.Open, f.Shut)}, nil
}
