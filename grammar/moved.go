package grammar

import (
	"reflect"

	"github.com/nefc/nefc/grammar/diag"
)

// moved is a statement that stands elsewhere in the file, with what is in its block; nil
// stays nil. Nothing of it is shared with the one that was there.
func moved(s Statement, by diag.Shift) Statement {
	if s == nil {
		return nil
	}
	out := reflect.New(reflect.TypeOf(s).Elem())
	out.Elem().Set(reflect.ValueOf(s).Elem())
	for i := range out.Elem().NumField() {
		switch x := out.Elem().Field(i).Addr().Interface().(type) {
		case *Stmt:
			x.At = by.Span(x.At)
		case **Expr:
			*x = (*x).moved(by)
		case *[]*Expr:
			*x = each(*x, by, (*Expr).moved)
		case *Options:
			x.List = each(x.List, by, (*Option).moved)
		case *[]*TemplParam:
			*x = each(*x, by, (*TemplParam).moved)
		case *Sends:
			x.List = each(x.List, by, (*Send).moved)
		case **Until:
			*x = (*x).moved(by)
		case **Label:
			if *x != nil {
				*x = &Label{(*x).Name.moved(by)}
			}
		case **ErrorName:
			if *x != nil {
				*x = &ErrorName{(*x).Name.moved(by)}
			}
		case *Block:
			x.Body = each(x.Body, by, moved)
		}
	}
	return out.Interface().(Statement)
}

// each is a list of what has moved; nil stays nil.
func each[T any](list []T, by diag.Shift, one func(T, diag.Shift) T) []T {
	if list == nil {
		return nil
	}
	out := make([]T, len(list))
	for i, x := range list {
		out[i] = one(x, by)
	}
	return out
}

func (e *Expr) moved(by diag.Shift) *Expr {
	if e == nil {
		return nil
	}
	out := *e
	out.At = by.Span(e.At)
	if e.Kind == Unary || e.Kind == Binary {
		out.OpAt += int32(by.Bytes)
	}
	out.Args = each(e.Args, by, (*Expr).moved)
	return &out
}

func (o *Option) moved(by diag.Shift) *Option {
	return &Option{Name: o.Name, NameAt: by.Span(o.NameAt), Value: o.Value.moved(by), From: o.From}
}

func (p *TemplParam) moved(by diag.Shift) *TemplParam {
	return &TemplParam{p.Name, p.Default.moved(by)}
}

func (s *Send) moved(by diag.Shift) *Send {
	return &Send{by.Span(s.At), s.Value.moved(by), s.Target.moved(by)}
}

func (u *Until) moved(by diag.Shift) *Until {
	if u == nil {
		return nil
	}
	return &Until{u.Cond.moved(by), u.Over.moved(by)}
}
