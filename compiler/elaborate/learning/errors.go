package learning

import (
	"fmt"

	"github.com/nefc/nefc/compiler/elaborate/connections"
	"github.com/nefc/nefc/compiler/elaborate/expressions"
	"github.com/nefc/nefc/compiler/elaborate/objects"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/compiler/values"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/rules"
)

// learnError resolves the error of a rule: the object its expression makes, or
// the one named by `error`; nil if it has none.
func (c *Rules) learnError(st *grammar.Learn, o *values.Options, s *outline.Scope) (*expressions.Ref, bool) {
	opt, named := o.Get("error")
	if st.Error != nil && named {
		c.Err(diag.TwoSources, opt.Span(), "`%s = …` and `error` both give the error", st.ErrorName.Name).WithPlace(st.Error.At, "given here").
			WithHelp("keep one of them").WithFix(diag.Delete(opt.Span())).WithFix(diag.Delete(st.ErrorName.Name.At.Union(st.Error.At)))
		return nil, false
	}
	if st.Error != nil {
		d := c.errorDecl(st, s)
		if d == nil {
			return nil, false // the name clashed
		}
		return c.ReferenceTo(d, st.At)
	}
	if !named {
		return nil, true // `connect e -> c.error` may come from elsewhere
	}
	if !values.IsRef(opt.Value) {
		c.namelessError(st, opt)
		return nil, false
	}
	r, ok := c.Reference(opt.Value, opt.In)
	if ok && (r.Connection != nil || r.Slot != "" || r.Decl.Kind == outline.Instance) {
		c.Err(diag.BadTarget, opt.Value.At, "`%s` is not an object with a value", opt.Value)
		return nil, false
	}
	if ok {
		r = c.AsNode(r)
	}
	return r, ok
}

// namelessError reports an error that is given as an expression behind the option
// that names an object.
func (c *Rules) namelessError(st *grammar.Learn, opt values.Option) {
	name := "err"
	for n := 2; opt.In.Lookup(name) != nil; n++ {
		name = fmt.Sprintf("err%d", n)
	}
	d := c.Err(diag.BadTarget, opt.Value.At, "`error` names an object, `%s` is an expression", opt.Value).
		WithHelp("give it a name: `learn %s %s = %s`", st.Rule, name, opt.Value)
	if st.Options.List[0] == opt.Option {
		d.WithFix(diag.Replace(opt.NameAt, name+" ="))
	}
}

// errorDecl is the declaration of the error that a rule's expression makes; nil
// if there is none, or its name clashed.
func (c *Rules) errorDecl(st *grammar.Learn, s *outline.Scope) *outline.Decl {
	if st.ErrorName == nil {
		return nil
	}
	if d := s.Home().Decls[c.Outline.Names[outline.NameIn{Written: st.ErrorName.Name, In: s}]]; d != nil && d.Stmt == st {
		return d
	}
	return nil
}

// ErrorObject builds the object a rule's expression declares: an exact sum.
func (c *Rules) ErrorObject(d *outline.Decl, st *grammar.Learn) (any, bool) {
	n := &model.Node{Name: d.Name, Role: "error", At: d.At}
	w, ok := c.Wire(st.Error, d.In)
	if !ok {
		return nil, false
	}
	n.Dims = w.Size
	c.errorWires[n] = w
	post := model.Endpoint{At: d.At, Node: n, Size: w.Size}
	name := c.Named(st.Error, d.In) + "->" + c.Outline.Names[outline.NameIn{Written: st.ErrorName.Name, In: d.In}]
	line := &connections.Line{At: st.At, Name: d.In.Prefix + name, Carries: st.Error, Post: &post,
		Options: c.Options("connect", &grammar.Options{}, d.In), Synapse: objects.DefaultSynapse}
	if !c.ConnectWire(w, line) {
		return nil, false
	}
	if w.Elements != nil {
		w.Terms = nil // what an error is asked is answered from its elements
	}
	return c.AddNode(n)
}

// errorWire connects the error with the rule.
func (c *Rules) errorWire(r *model.Rule, errObj *expressions.Ref, o *values.Options) {
	syn, ok := c.Synapse(o, rules.ErrorFilter, filterOf(r.Kind, rules.ErrorFilter))
	if !ok {
		return
	}
	conn := c.Model.NewConnection(errObj.Name()+"->"+r.FullName()+".error", r.At,
		model.Endpoint{At: r.At, Ensemble: errObj.Ensemble, Node: errObj.Node, Size: errObj.Size}, model.Endpoint{At: r.At, Rule: r, Size: r.ErrorSize})
	conn.Synapse, conn.FuncText = syn, errObj.Name()
	if errObj.Index != nil {
		whole := expressions.Source{Ensemble: errObj.Ensemble, Node: errObj.Node}
		conn.Transform, conn.Pre.Size = model.Picking(errObj.Index, whole.Size()), whole.Size()
	}
	c.Model.Connections = append(c.Model.Connections, conn)
}
