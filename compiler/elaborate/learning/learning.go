// Package learning binds rules to the connections that they train.
package learning

import (
	"fmt"
	"slices"
	"strings"

	"github.com/nefc/nefc/compiler/code"
	"github.com/nefc/nefc/compiler/elaborate/connections"
	"github.com/nefc/nefc/compiler/elaborate/expressions"
	"github.com/nefc/nefc/compiler/elaborate/objects"
	"github.com/nefc/nefc/compiler/elaborate/wires"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/compiler/report"
	"github.com/nefc/nefc/compiler/values"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/catalog"
	"github.com/nefc/nefc/stdlib/rules"
)

// Rules makes the rules of a model.
type Rules struct {
	*connections.Connections
	errorWires map[*model.Node]*wires.Wire // of errors that a rule declares: what they were taken apart from
	RuleLines  map[*model.Rule]RuleLine
	ruleNamed  map[ruleOf]*model.Rule
}

// New makes rules for connections.
func New(c *connections.Connections) *Rules {
	return &Rules{Connections: c, errorWires: map[*model.Node]*wires.Wire{}, RuleLines: map[*model.Rule]RuleLine{}, ruleNamed: map[ruleOf]*model.Rule{}}
}

// RuleLine is where a rule was written.
type RuleLine struct {
	Learn *grammar.Learn
	In    *outline.Scope
	Error *wires.Wire // of the error that the line declares; nil if it declares none
}

// ruleOf names a rule of a connection.
type ruleOf struct {
	conn *model.Connection
	name string
}

// LearnAll binds every rule to the connection it trains.
func (c *Rules) LearnAll(*outline.Scope) {
	values.Every(c.Evaluator, c.learn)
}

func (c *Rules) learn(st *grammar.Learn, s *outline.Scope) {
	before := len(c.Model.Rules)
	conn := c.rule(st, s)
	if len(c.Model.Rules) > before {
		return
	}
	// What lacks this rule is in error already: say nothing more about it.
	switch {
	case conn != nil:
		c.RuleFailed[conn] = true
	case st.Options.Get("on") == nil:
		c.RuleFailed[s.Home()] = true // any connection of the block
	default:
		if d := values.RootDecl(nameOnly(st.Options.Get("on").Value), s); d != nil {
			c.RuleFailed[c.Made[d]] = true
		}
	}
}

// rule makes the rule of a line. Where that fails it returns the connection the
// rule would have trained, as far as that is known.
func (c *Rules) rule(st *grammar.Learn, s *outline.Scope) *model.Connection {
	kind := rules.Find(st.Rule)
	if kind == nil {
		c.unknownRule(st)
		if d := c.errorDecl(st, s); d != nil {
			d.Failed = true
		}
		return nil
	}
	o := c.Options("learn", &st.Options, s)
	errObj, okErr := c.learnError(st, o, s)
	if !okErr {
		return nil
	}
	conn, ok := c.trained(st, kind, errObj, o, s)
	if !ok {
		return nil
	}
	if d := c.refusal(st, kind, conn); d != nil {
		c.Diags.Add(d)
		return conn
	}
	if kind.Trains == rules.Encoders {
		conn.Post = c.memberReached(conn.Post)
	}
	if !c.takesError(kind, st) || !c.ownOptions(kind, o) {
		return conn
	}
	r := &model.Rule{Name: kind.Name, At: st.At, Kind: kind, Connection: conn, ErrorSize: expressions.ErrorSize(conn)}
	if st.Label != nil {
		if r.Name, ok = c.MemberName(st.Label.Name, s); !ok {
			return conn
		}
	}
	if other := c.ruleNamed[ruleOf{conn, r.Name}]; other != nil {
		d := c.Err(diag.DeclaredTwice, st.At, "`%s` already has a rule `%s`", conn.Name, r.Name).WithPlace(other.At, "first declared here").
			WithHelp("give this one a label: `learn second: %s …`", kind.Name)
		if st.Label == nil {
			d.WithFix(diag.Insert(st.KeywordAt().End, " second:").Maybe())
		}
		return conn
	}
	if errObj != nil && errObj.Size != r.ErrorSize {
		c.Err(diag.ErrorSize, st.At, "the error has %s, `%s` takes an error of %d", report.Dimensions(errObj.Size), conn.Name, r.ErrorSize).
			WithPlace(conn.At, "the connection being trained").WithPlace(connections.DeclaredAt(conn.Post), "%s", report.Dimensions(r.ErrorSize))
		return conn
	}
	if !c.ruleSettings(r, o) || !c.ruleExtras(r, o) {
		return conn
	}
	conn.Rules = append(conn.Rules, r)
	c.Model.Rules = append(c.Model.Rules, r)
	line := RuleLine{Learn: st, In: s}
	if st.Error != nil {
		line.Error = c.errorWires[errObj.Node]
	}
	c.RuleLines[r], c.ruleNamed[ruleOf{conn, r.Name}] = line, r
	if errObj != nil {
		c.errorWire(r, errObj, o)
	}
	return conn
}

// nameOnly is an expression that is safe to take the root of.
func nameOnly(e *grammar.Expr) *grammar.Expr {
	if values.IsRef(e) {
		return e
	}
	return &grammar.Expr{Kind: grammar.Name}
}

func (c *Rules) unknownRule(st *grammar.Learn) {
	var names []string
	for _, r := range rules.Table {
		names = append(names, r.Name)
	}
	at := c.Place(st.At, st.Rule)
	d := c.Err(diag.UnknownName, at, "there is no learning rule `%s`", st.Rule)
	c.Meant(d, at, st.Rule, names, "rules are "+strings.Join(names, ", "))
}

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
		return c.DeclRef(d, st.At)
	}
	if !named {
		return nil, true // `connect e -> c.error` may come from elsewhere
	}
	if !values.IsRef(opt.Value) {
		c.namelessError(st, opt)
		return nil, false
	}
	r, ok := c.Reference(opt.Value, opt.In)
	if ok && (r.Conn != nil || r.Slot != "" || r.Decl.Kind == outline.Instance) {
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
	wo := &connections.WireOptions{At: st.At, Name: d.In.Prefix + c.Named(st.Error, d.In) + "->" + c.Outline.Names[outline.NameIn{Written: st.ErrorName.Name, In: d.In}], Post: &post,
		O: c.Options("connect", &grammar.Options{}, d.In), Function: st.Error, Synapse: objects.DefaultSynapse}
	if !c.ConnectWire(w, wo, nil, nil) {
		return nil, false
	}
	return c.KeepNode(n)
}

// errorWire connects the error with the rule.
func (c *Rules) errorWire(r *model.Rule, errObj *expressions.Ref, o *values.Options) {
	syn, ok := c.Synapse(o, "error_synapse", filterOf(r.Kind, "error_synapse"))
	if !ok {
		return
	}
	conn := c.Model.NewConnection(errObj.Name()+"->"+r.FullName()+".error", r.At,
		model.Endpoint{At: r.At, Ensemble: errObj.Ens, Node: errObj.Node, Size: errObj.Size}, model.Endpoint{At: r.At, Rule: r, Size: r.ErrorSize})
	conn.Synapse, conn.FuncText = syn, errObj.Name()
	if errObj.Index != nil {
		whole := expressions.Source{Ens: errObj.Ens, Node: errObj.Node}
		conn.Transform, conn.Pre.Size = model.Picking(errObj.Index, whole.Size()), whole.Size()
	}
	c.Model.Connections = append(c.Model.Connections, conn)
}

func (c *Rules) ruleSettings(r *model.Rule, o *values.Options) bool {
	rate, _ := r.Kind.Option("rate")
	r.Rate = code.Number(rate.Default)
	if opt, given := o.Get("rate"); given {
		saved := c.StructUse
		c.StructUse = nil // a rate may change while the model runs
		defer func() { c.StructUse = saved }()
		rate, ok := o.Number("rate", catalog.Plain, 0)
		if !ok {
			return false
		}
		if rate < 0 {
			c.Err(diag.OutOfRange, opt.Value.At, "`rate` must not be negative, got %g", rate).WithHelp("the sign belongs into the error: actual − target")
			return false
		}
		v, ok := c.InRate().Expr(opt.Value, opt.In)
		if !ok {
			return false
		}
		r.Rate = v.Elems[0]
	}
	compat, ok := o.Word("compat", "nefc", "nengo", "nefc")
	if !ok {
		return false
	}
	r.Compat = compat == "nengo"
	keep, ok := o.Word("keep", "", "dale", "none")
	if !ok {
		return false
	}
	return c.keep(r, keep, o)
}

// keep decides whether a rule keeps the signs of weights: the default where
// the presynaptic neurons have signs.
func (c *Rules) keep(r *model.Rule, word string, o *values.Options) bool {
	conn := r.Connection
	signs := (conn.Full || conn.OntoNeurons && conn.Pre.Ensemble != nil) && conn.Pre.Ensemble.Dale != nil
	if conn.Full && conn.Weights != nil && conn.Weights.Table != nil && conn.Weights.Table.Signs != nil {
		signs = true
	}
	opt, _ := o.Get("keep")
	switch {
	case word == "dale" && !signs && !opt.Fallback:
		c.Err(diag.NothingToSolve, opt.Span(), "`keep dale`: the neurons that feed `%s` have no signs to keep", conn.Name).
			WithHelp("`ensemble %s … dale 0.7` gives them signs", conn.Pre.Ensemble.Name)
		return false
	case word == "dale" && r.Compat:
		compat, _ := o.Get("compat")
		c.Err(diag.DaleClash, opt.Span(), "`compat nengo` cannot keep signs: Nengo has no Dale's principle").
			WithHelp("delete one of the two").WithFix(diag.Delete(opt.Span())).WithFix(diag.Delete(compat.Span()))
		return false
	}
	r.KeepDale = signs && word != "none" && !r.Compat
	return true
}

// refusal says why a rule cannot change a connection; nil if it can.
func (c *Rules) refusal(st *grammar.Learn, kind *rules.Rule, conn *model.Connection) *diag.Diagnostic {
	switch {
	case kind.Trains == rules.Encoders:
		return c.refusesEncoders(st, kind, conn)
	case conn.Transform.Sparse != nil:
		return c.Draft(diag.WrongRule, st.At, "`%s` cannot change `%s`: its transform is sparse or a convolution", kind.Name, conn.Name).
			WithPlace(conn.At, "this connection").WithHelp("a full matrix with `sparse 20%%` learns and stays sparse")
	case conn.Full && conn.Post.Port != "" && kind.NeedsError:
		return c.Draft(diag.WrongRule, st.At, "`%s` learns currents; `%s` ends in `%s`, which takes none", kind.Name, conn.Name, conn.Post.Name()).
			WithPlace(conn.At, "this connection").WithHelp("learn what ends in `%s.neurons`", conn.Post.Ensemble.Name)
	case conn.Full && kind.Trains&rules.FullWeights != 0:
		return nil
	case !conn.Pre.Neurons && conn.Pre.Ensemble != nil && kind.Trains&rules.Decoders != 0:
		return nil
	case kind.Trains == rules.FullWeights:
		return c.needsNeurons(st, kind, conn)
	case conn.Pre.Neurons && !conn.Full && conn.Transform.M != nil && kind.Trains&rules.Decoders != 0:
		return nil
	case isArray(conn.Pre):
		return c.ofSeveral(st, kind, conn, "starts")
	}
	return c.Draft(diag.WrongRule, st.At, "`%s` changes decoders or neuron-to-neuron weights; `%s` has neither", kind.Name, conn.Name).
		WithPlace(conn.At, "this connection").WithHelp("the source of a trained connection is an ensemble or its neurons")
}

// refusesEncoders is refusal for rules of encoders: those of the population that a
// wire ends in.
func (c *Rules) refusesEncoders(st *grammar.Learn, kind *rules.Rule, conn *model.Connection) *diag.Diagnostic {
	post := c.memberReached(conn.Post)
	switch {
	case post.Ensemble != nil && !post.Neurons:
		return nil
	case isArray(post):
		return c.ofSeveral(st, kind, conn, "ends")
	}
	return c.Draft(diag.WrongRule, st.At, "`%s` changes the encoders of the population a wire ends in; `%s` ends in none", kind.Name, conn.Name).
		WithPlace(conn.At, "this connection").WithHelp("the target is an ensemble, not its neurons")
}

// isArray reports an end that is several populations.
func isArray(e model.Endpoint) bool { return e.Node != nil && e.Node.Role == "array" }

// memberReached is the member in which a wire into an array ends, if it is one
// alone: there its encoders can learn. Otherwise it is the end as it is.
func (c *Rules) memberReached(e model.Endpoint) model.Endpoint {
	a := c.Arrays[e.Node]
	if a == nil {
		return e
	}
	index := e.Index
	if index == nil {
		index = expressions.Stretch(0, e.Size)
	}
	m := a.Members[index[0]/a.Dims].Endpoint()
	m.At, m.Size = e.At, e.Size
	for _, i := range index {
		if i/a.Dims != index[0]/a.Dims {
			return e
		}
		m.Index = append(m.Index, i%a.Dims)
	}
	if slices.Equal(m.Index, expressions.Stretch(0, a.Dims)) {
		m.Index = nil
	}
	return m
}

// ofSeveral refuses a connection of several populations: a rule changes that of
// one.
func (c *Rules) ofSeveral(st *grammar.Learn, kind *rules.Rule, conn *model.Connection, does string) *diag.Diagnostic {
	return c.Draft(diag.WrongRule, st.At, "`%s` changes a connection of one population; `%s` %s in several, members of an array", kind.Name, conn.Name, does).
		WithPlace(conn.At, "this connection").
		WithHelp("connect each member, `p[i]` of `p`, and give it a rule of its own: `for i in 0:3 { connect c[i]: p[i] -> q[i]; learn … on c[i] }`")
}

// needsNeurons says why a rule of the activities on both sides of full weights cannot
// change a connection that has none.
func (c *Rules) needsNeurons(st *grammar.Learn, kind *rules.Rule, conn *model.Connection) *diag.Diagnostic {
	fact, help := "is decoded", ""
	pre, post := conn.Pre.Ensemble, conn.Post.Ensemble
	switch {
	case pre == nil:
		fact, help = "does not start in the neurons of an ensemble", "connect the `.neurons` of two ensembles"
	case conn.Post.Node != nil && conn.Post.Node.Neurons != nil:
		fact, help = "ends in the neurons of many ensembles", "a connection to each member of the array learns by itself"
	case post == nil:
		fact, help = "does not end in neurons", "connect the `.neurons` of two ensembles"
	case conn.Pre.Neurons:
		fact = "ends in values"
		fallthrough
	default:
		help = fmt.Sprintf("`%s.neurons -> %s.neurons` connects neurons", pre.Name, post.Name)
	}
	return c.Draft(diag.WrongRule, st.At, "`%s` changes neuron-to-neuron weights; `%s` %s", kind.Name, conn.Name, fact).WithPlace(conn.At, "this connection").
		WithHelp("%s", help)
}

// onlyTrainable are those connections that a kind of rule can change.
func (c *Rules) onlyTrainable(st *grammar.Learn, kind *rules.Rule, all []*model.Connection) []*model.Connection {
	var out []*model.Connection
	for _, conn := range all {
		if c.refusal(st, kind, conn) == nil {
			out = append(out, conn)
		}
	}
	return out
}
