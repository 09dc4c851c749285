package program

import "fmt"

// Param returns the number of the param of a name.
func (p *Program) Param(name string) (int, error) {
	return find(p.Params, "param", name, func(x *Param) string { return x.Name })
}

// Signal returns the number of the signal of a name.
func (p *Program) Signal(name string) (int, error) {
	return find(p.Signals, "signal", name, func(x *Signal) string { return x.Name })
}

// Hold returns the number of the node of a name that may be held.
func (p *Program) Hold(name string) (int, error) {
	return find(p.Holds, "node that may be held", name, func(x *Held) string { return x.Name })
}

// Probe returns the number of the probe of a name.
func (p *Program) Probe(name string) (int, error) {
	return find(p.Probes, "probe", name, func(x *Probe) string { return x.Name })
}

// Link returns the number of the link of a name.
func (p *Program) Link(name string) (int, error) {
	return find(p.Links, "connection with weights", name, func(x *Link) string { return x.Name })
}

// Rule returns the number of the learning rule of a name.
func (p *Program) Rule(name string) (int, error) {
	return find(p.Rules, "learning rule", name, func(x *Rule) string { return x.Name })
}

func find[T any](list []T, what, name string, nameOf func(*T) string) (int, error) {
	for i := range list {
		if nameOf(&list[i]) == name {
			return i, nil
		}
	}
	return 0, fmt.Errorf("no %s is called %q", what, name)
}
