package check

import (
	"fmt"
	"slices"
	"strings"

	"github.com/nefc/nefc/compiler/code"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/catalog"
	"github.com/nefc/nefc/stdlib/rules"
)

// ruleLine is where a rule was written.
type ruleLine struct {
	st *grammar.Learn
	in *scope
}

// ruleOf names a rule of a connection.
type ruleOf struct {
	conn *model.Connection
	name string
}

// learning binds every rule to the connection it trains.
func (c *checker) learning(*scope) {
	every(c, c.learn)
}

func (c *checker) learn(st *grammar.Learn, s *scope) {
	before := len(c.model.Rules)
	conn := c.rule(st, s)
	if len(c.model.Rules) > before {
		return
	}
	// What lacks this rule is in error already: say nothing more about it.
	switch {
	case conn != nil:
		c.ruleFailed[conn] = true
	case st.Options.Get("on") == nil:
		c.ruleFailed[s.home()] = true // any connection of the block
	default:
		if d := rootDecl(nameOnly(st.Options.Get("on").Value), s); d != nil {
			c.ruleFailed[c.made[d]] = true
		}
	}
}

// rule makes the rule of a line. Where that fails it returns the connection the
// rule would have trained, as far as that is known.
func (c *checker) rule(st *grammar.Learn, s *scope) *model.Connection {
	kind := rules.Find(st.Rule)
	if kind == nil {
		c.unknownRule(st)
		if d := c.errorDecl(st, s); d != nil {
			d.failed = true
		}
		return nil
	}
	o := c.options("learn", &st.Options, s)
	errObj, okErr := c.learnError(st, o, s)
	if !okErr {
		return nil
	}
	conn, ok := c.trained(st, kind, errObj, o, s)
	if !ok {
		return nil
	}
	if d := c.refusal(st, kind, conn); d != nil {
		c.diags.Add(d)
		return conn
	}
	if kind.Trains == rules.Encoders {
		conn.Post = c.memberReached(conn.Post)
	}
	if !c.takesError(kind, st) || !c.ownOptions(kind, o) {
		return conn
	}
	r := &model.Rule{Name: kind.Name, At: st.At, Kind: kind, Connection: conn, ErrorSize: errorSize(conn)}
	if st.Label != nil {
		if r.Name, ok = c.memberName(st.Label.Name, s); !ok {
			return conn
		}
	}
	if other := c.ruleNamed[ruleOf{conn, r.Name}]; other != nil {
		d := c.err(diag.DeclaredTwice, st.At, "`%s` already has a rule `%s`", conn.Name, r.Name).WithPlace(other.At, "first declared here").
			WithHelp("give this one a label: `learn second: %s …`", kind.Name)
		if st.Label == nil {
			d.WithFix(diag.Insert(st.KeywordAt().End, " second:").Maybe())
		}
		return conn
	}
	if errObj != nil && errObj.size != r.ErrorSize {
		c.err(diag.ErrorSize, st.At, "the error has %s, `%s` takes an error of %d", dimensions(errObj.size), conn.Name, r.ErrorSize).
			WithPlace(conn.At, "the connection being trained").WithPlace(declaredAt(conn.Post), "%s", dimensions(r.ErrorSize))
		return conn
	}
	if !c.ruleSettings(r, o) || !c.ruleExtras(r, o) {
		return conn
	}
	conn.Rules = append(conn.Rules, r)
	c.model.Rules = append(c.model.Rules, r)
	c.ruleLines[r], c.ruleNamed[ruleOf{conn, r.Name}] = ruleLine{st, s}, r
	if errObj != nil {
		c.errorWire(r, errObj, o)
	}
	return conn
}

// lacksRule reports a connection that has no rule because one is in error.
func (c *checker) lacksRule(conn *model.Connection) bool {
	if c.ruleFailed[conn] {
		return true
	}
	for _, s := range c.outline.scopes {
		if c.ruleFailed[s] && slices.Contains(c.wires[s], conn) {
			return true
		}
	}
	return false
}

// nameOnly is an expression that is safe to take the root of.
func nameOnly(e *grammar.Expr) *grammar.Expr {
	if isRef(e) {
		return e
	}
	return &grammar.Expr{Kind: grammar.Name}
}

func (c *checker) unknownRule(st *grammar.Learn) {
	var names []string
	for _, r := range rules.Table {
		names = append(names, r.Name)
	}
	at := c.place(st.At, st.Rule)
	d := c.err(diag.UnknownName, at, "there is no learning rule `%s`", st.Rule)
	c.meant(d, at, st.Rule, names, "rules are "+strings.Join(names, ", "))
}

// learnError resolves the error of a rule: the object its expression makes, or
// the one named by `error`; nil if it has none.
func (c *checker) learnError(st *grammar.Learn, o *options, s *scope) (*ref, bool) {
	opt, named := o.get("error")
	if st.Error != nil && named {
		c.err(diag.TwoSources, opt.Span(), "`%s = …` and `error` both give the error", st.ErrorName.Name).WithPlace(st.Error.At, "given here").
			WithHelp("keep one of them").WithFix(diag.Delete(opt.Span())).WithFix(diag.Delete(st.ErrorName.Name.At.Union(st.Error.At)))
		return nil, false
	}
	if st.Error != nil {
		d := c.errorDecl(st, s)
		if d == nil {
			return nil, false // the name clashed
		}
		return c.declRef(d, st.At)
	}
	if !named {
		return nil, true // `connect e -> c.error` may come from elsewhere
	}
	if !isRef(opt.Value) {
		c.namelessError(st, opt)
		return nil, false
	}
	r, ok := c.reference(opt.Value, opt.in)
	if ok && (r.conn != nil || r.slot != "" || r.decl.kind == instanceDecl) {
		c.err(diag.BadTarget, opt.Value.At, "`%s` is not an object with a value", opt.Value)
		return nil, false
	}
	if ok {
		r = c.asNode(r)
	}
	return r, ok
}

// namelessError reports an error that is given as an expression behind the option
// that names an object.
func (c *checker) namelessError(st *grammar.Learn, opt option) {
	name := "err"
	for n := 2; opt.in.lookup(name) != nil; n++ {
		name = fmt.Sprintf("err%d", n)
	}
	d := c.err(diag.BadTarget, opt.Value.At, "`error` names an object, `%s` is an expression", opt.Value).
		WithHelp("give it a name: `learn %s %s = %s`", st.Rule, name, opt.Value)
	if st.Options.List[0] == opt.Option {
		d.WithFix(diag.Replace(opt.NameAt, name+" ="))
	}
}

// errorDecl is the declaration of the error that a rule's expression makes; nil
// if there is none, or its name clashed.
func (c *checker) errorDecl(st *grammar.Learn, s *scope) *decl {
	if st.ErrorName == nil {
		return nil
	}
	if d := s.home().decls[c.outline.names[nameIn{st.ErrorName.Name, s}]]; d != nil && d.stmt == st {
		return d
	}
	return nil
}

// errorObject builds the object a rule's expression declares: an exact sum.
func (c *checker) errorObject(d *decl, st *grammar.Learn) (any, bool) {
	n := &model.Node{Name: d.name, Role: "error", At: d.at}
	w, ok := c.wire(st.Error, d.in)
	if !ok {
		return nil, false
	}
	n.Dims = w.size
	c.errorWires[n] = w
	post := model.Endpoint{At: d.at, Node: n, Size: w.size}
	wo := &wireOptions{at: st.At, name: d.in.prefix + c.named(st.Error, d.in) + "->" + c.outline.names[nameIn{st.ErrorName.Name, d.in}], post: &post,
		o: c.options("connect", &grammar.Options{}, d.in), function: st.Error, synapse: defaultSynapse}
	if !c.connectWire(w, wo, nil, nil) {
		return nil, false
	}
	return c.keepNode(n)
}

// errorWire connects the error with the rule.
func (c *checker) errorWire(r *model.Rule, errObj *ref, o *options) {
	syn, ok := c.synapse(o, "error_synapse", filterOf(r.Kind, "error_synapse"))
	if !ok {
		return
	}
	conn := c.model.NewConnection(errObj.name()+"->"+r.FullName()+".error", r.At,
		model.Endpoint{At: r.At, Ensemble: errObj.ens, Node: errObj.node, Size: errObj.size}, model.Endpoint{At: r.At, Rule: r, Size: r.ErrorSize})
	conn.Synapse, conn.FuncText = syn, errObj.name()
	if errObj.index != nil {
		whole := source{ens: errObj.ens, node: errObj.node}
		conn.Transform, conn.Pre.Size = picking(errObj.index, whole.size()), whole.size()
	}
	c.model.Connections = append(c.model.Connections, conn)
}

// picking is the transform that picks some of n elements.
func picking(index []int, n int) model.Transform {
	t := model.Transform{Rows: len(index), Cols: n, M: make([]float64, len(index)*n)}
	for i, j := range index {
		t.M[i*n+j] = 1
	}
	return t
}

func (c *checker) ruleSettings(r *model.Rule, o *options) bool {
	rate, _ := r.Kind.Option("rate")
	r.Rate = code.Number(rate.Default)
	if opt, given := o.get("rate"); given {
		saved := c.structUse
		c.structUse = nil // a rate may change while the model runs
		defer func() { c.structUse = saved }()
		rate, ok := o.number("rate", catalog.Plain, 0)
		if !ok {
			return false
		}
		if rate < 0 {
			c.err(diag.OutOfRange, opt.Value.At, "`rate` must not be negative, got %g", rate).WithHelp("the sign belongs into the error: actual − target")
			return false
		}
		v, ok := c.inRate().expr(opt.Value, opt.in)
		if !ok {
			return false
		}
		r.Rate = v.elems[0]
	}
	compat, ok := o.word("compat", "nefc", "nengo", "nefc")
	if !ok {
		return false
	}
	r.Compat = compat == "nengo"
	keep, ok := o.word("keep", "", "dale", "none")
	if !ok {
		return false
	}
	return c.keep(r, keep, o)
}

// keep decides whether a rule keeps the signs of weights: the default where
// the presynaptic neurons have signs.
func (c *checker) keep(r *model.Rule, word string, o *options) bool {
	conn := r.Connection
	signs := (conn.Full || conn.OntoNeurons && conn.Pre.Ensemble != nil) && conn.Pre.Ensemble.Dale != nil
	if conn.Full && conn.Weights != nil && conn.Weights.Table != nil && conn.Weights.Table.Signs != nil {
		signs = true
	}
	opt, _ := o.get("keep")
	switch {
	case word == "dale" && !signs && !opt.fallback:
		c.err(diag.NothingToSolve, opt.Span(), "`keep dale`: the neurons that feed `%s` have no signs to keep", conn.Name).
			WithHelp("`ensemble %s … dale 0.7` gives them signs", conn.Pre.Ensemble.Name)
		return false
	case word == "dale" && r.Compat:
		compat, _ := o.get("compat")
		c.err(diag.DaleClash, opt.Span(), "`compat nengo` cannot keep signs: Nengo has no Dale's principle").
			WithHelp("delete one of the two").WithFix(diag.Delete(opt.Span())).WithFix(diag.Delete(compat.Span()))
		return false
	}
	r.KeepDale = signs && word != "none" && !r.Compat
	return true
}

// refusal says why a rule cannot change a connection; nil if it can.
func (c *checker) refusal(st *grammar.Learn, kind *rules.Rule, conn *model.Connection) *diag.Diagnostic {
	switch {
	case kind.Trains == rules.Encoders:
		return c.refusesEncoders(st, kind, conn)
	case conn.Transform.Sparse != nil:
		return c.draft(diag.WrongRule, st.At, "`%s` cannot change `%s`: its transform is sparse or a convolution", kind.Name, conn.Name).
			WithPlace(conn.At, "this connection").WithHelp("a full matrix with `sparse 20%%` learns and stays sparse")
	case conn.Full && conn.Post.Port != "" && kind.NeedsError:
		return c.draft(diag.WrongRule, st.At, "`%s` learns currents; `%s` ends in `%s`, which takes none", kind.Name, conn.Name, conn.Post.Name()).
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
	return c.draft(diag.WrongRule, st.At, "`%s` changes decoders or neuron-to-neuron weights; `%s` has neither", kind.Name, conn.Name).
		WithPlace(conn.At, "this connection").WithHelp("the source of a trained connection is an ensemble or its neurons")
}

// refusesEncoders is refusal for rules of encoders: those of the population that a
// wire ends in.
func (c *checker) refusesEncoders(st *grammar.Learn, kind *rules.Rule, conn *model.Connection) *diag.Diagnostic {
	post := c.memberReached(conn.Post)
	switch {
	case post.Ensemble != nil && !post.Neurons:
		return nil
	case isArray(post):
		return c.ofSeveral(st, kind, conn, "ends")
	}
	return c.draft(diag.WrongRule, st.At, "`%s` changes the encoders of the population a wire ends in; `%s` ends in none", kind.Name, conn.Name).
		WithPlace(conn.At, "this connection").WithHelp("the target is an ensemble, not its neurons")
}

// isArray reports an end that is several populations.
func isArray(e model.Endpoint) bool { return e.Node != nil && e.Node.Role == "array" }

// memberReached is the member in which a wire into an array ends, if it is one
// alone: there its encoders can learn. Otherwise it is the end as it is.
func (c *checker) memberReached(e model.Endpoint) model.Endpoint {
	a := c.arrays[e.Node]
	if a == nil {
		return e
	}
	index := e.Index
	if index == nil {
		index = stretch(0, e.Size)
	}
	m := a.members[index[0]/a.dims].endpoint()
	m.At, m.Size = e.At, e.Size
	for _, i := range index {
		if i/a.dims != index[0]/a.dims {
			return e
		}
		m.Index = append(m.Index, i%a.dims)
	}
	if slices.Equal(m.Index, stretch(0, a.dims)) {
		m.Index = nil
	}
	return m
}

// ofSeveral refuses a connection of several populations: a rule changes that of
// one.
func (c *checker) ofSeveral(st *grammar.Learn, kind *rules.Rule, conn *model.Connection, does string) *diag.Diagnostic {
	return c.draft(diag.WrongRule, st.At, "`%s` changes a connection of one population; `%s` %s in several, members of an array", kind.Name, conn.Name, does).
		WithPlace(conn.At, "this connection").
		WithHelp("connect each member, `p[i]` of `p`, and give it a rule of its own: `for i in 0:3 { connect c[i]: p[i] -> q[i]; learn … on c[i] }`")
}

// needsNeurons says why a rule of the activities on both sides of full weights cannot
// change a connection that has none.
func (c *checker) needsNeurons(st *grammar.Learn, kind *rules.Rule, conn *model.Connection) *diag.Diagnostic {
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
	return c.draft(diag.WrongRule, st.At, "`%s` changes neuron-to-neuron weights; `%s` %s", kind.Name, conn.Name, fact).WithPlace(conn.At, "this connection").
		WithHelp("%s", help)
}

// onlyTrainable are those connections that a kind of rule can change.
func (c *checker) onlyTrainable(st *grammar.Learn, kind *rules.Rule, all []*model.Connection) []*model.Connection {
	var out []*model.Connection
	for _, conn := range all {
		if c.refusal(st, kind, conn) == nil {
			out = append(out, conn)
		}
	}
	return out
}
