package grammar

import "reflect"

// Walk calls f for every expression of a statement, outer before inner, but
// not for the statements in its block.
func Walk(s Statement, f func(*Expr)) {
	v := reflect.ValueOf(s).Elem()
	for i := range v.NumField() {
		switch x := v.Field(i).Interface().(type) {
		case *Expr:
			x.Walk(f)
		case []*Expr:
			for _, e := range x {
				e.Walk(f)
			}
		case Options:
			for _, o := range x.List {
				o.Value.Walk(f)
			}
		case []*TemplParam:
			for _, p := range x {
				p.Default.Walk(f)
			}
		case Sends:
			for _, send := range x.List {
				send.Value.Walk(f)
				send.Target.Walk(f)
			}
		case *Until:
			if x != nil {
				x.Cond.Walk(f)
				x.Over.Walk(f)
			}
		case *Label:
			if x != nil {
				x.Name.Walk(f)
			}
		case *ErrorName:
			if x != nil {
				x.Name.Walk(f)
			}
		}
	}
}

// Walk calls f for e and every expression in it.
func (e *Expr) Walk(f func(*Expr)) {
	if e == nil {
		return
	}
	f(e)
	for _, a := range e.Args {
		a.Walk(f)
	}
}

// OptionsOf returns the options of a statement, or nil if its kind has none.
func OptionsOf(s Statement) *Options {
	f := reflect.ValueOf(s).Elem().FieldByName("Options")
	if !f.IsValid() {
		return nil
	}
	return f.Addr().Interface().(*Options)
}

// BlockOf returns where the statements in the braces go, or nil.
func BlockOf(s Statement) *Block {
	switch s := s.(type) {
	case *Template:
		return &s.Block
	case *Network:
		return &s.Block
	case *For:
		return &s.Block
	case *Experiment:
		return &s.Block
	case *Phase:
		return &s.Block
	case *Vocab:
		return &s.Block
	case *Choose:
		return &s.Block
	}
	return nil
}
