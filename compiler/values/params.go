package values

import "github.com/nefc/nefc/compiler/model"

// ParamNamed is the param of that name, nil if there is none.
func (c *Evaluator) ParamNamed(name string) *model.Param {
	for _, p := range c.Model.Params {
		if p.Name == name {
			return p
		}
	}
	return nil
}

// ParamNames are the names of all params, as long as it is worth looking for what
// was meant.
func (c *Evaluator) ParamNames() []string {
	if !c.SearchesNear() {
		return nil
	}
	names := make([]string, len(c.Model.Params))
	for i, p := range c.Model.Params {
		names[i] = p.Name
	}
	return names
}
