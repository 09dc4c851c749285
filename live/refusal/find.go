package refusal

import "github.com/nefc/nefc/compiler/program"

// Population is the number of an ensemble.
func Population(p *program.Program, name string) (int, error) {
	return find(name, "ensemble", p.Populations, func(x *program.Population) (string, bool) { return x.Name, true })
}

// Link is the number of a connection with weights.
func Link(p *program.Program, name string) (int, error) {
	return find(name, "connection with weights", p.Links, func(x *program.Link) (string, bool) { return x.Name, true })
}

// Probe is the number of a probe that the model writes.
func Probe(p *program.Program, name string) (int, error) {
	return find(name, "probe", p.Probes, func(x *program.Probe) (string, bool) { return x.Name, !x.Implicit })
}

// find is the number of what has a name; called says which, and whether it can be asked for.
func find[T any](name, what string, list []T, called func(*T) (string, bool)) (int, error) {
	for i := range list {
		if own, ok := called(&list[i]); ok && own == name {
			return i, nil
		}
	}
	var names []string
	for i := range list {
		if own, ok := called(&list[i]); ok {
			names = append(names, own)
		}
	}
	return 0, Name(name, what, names)
}
