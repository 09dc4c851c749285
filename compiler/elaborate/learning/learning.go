// Package learning binds rules to the connections that they train.
package learning

import (
	"strings"

	"github.com/nefc/nefc/compiler/elaborate/connections"
	"github.com/nefc/nefc/compiler/elaborate/expressions"
	"github.com/nefc/nefc/compiler/elaborate/wires"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/compiler/report"
	"github.com/nefc/nefc/compiler/values"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/rules"
)

// Rules makes the rules of a model.
type Rules struct {
	*connections.Connections
	errorWires map[*model.Node]*wires.Wire // of errors that a rule declares: what they were taken apart from
	RuleLines  map[*model.Rule]RuleLine
	ruleNamed  map[ruleOf]*model.Rule
	defaults   map[*rules.Rule]*model.Rule // a rule whose line says nothing of what its kind declares
}

// New makes rules for connections.
func New(c *connections.Connections) *Rules {
	return &Rules{Connections: c, errorWires: map[*model.Node]*wires.Wire{}, RuleLines: map[*model.Rule]RuleLine{}, ruleNamed: map[ruleOf]*model.Rule{},
		defaults: map[*rules.Rule]*model.Rule{}}
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

// learn makes the rule of a line, or notes what lacks it.
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
			c.RuleFailed[c.Built[d]] = true
		}
	}
}

// rule makes the rule of a line. Where that fails it returns the connection the
// rule would have trained, as far as that is known.
func (c *Rules) rule(st *grammar.Learn, s *outline.Scope) *model.Connection {
	kind := rules.Find(st.Rule)
	if kind == nil {
		c.unknownRule(st, s)
		return nil
	}
	o := c.Options("learn", &st.Options, s)
	errObj, ok := c.learnError(st, o, s)
	if !ok {
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
	if !c.takesError(kind, st) || !c.takesOptions(kind, o) {
		return conn
	}
	r := &model.Rule{Name: kind.Name, At: st.At, Kind: kind, Connection: conn, ErrorSize: expressions.ErrorSize(conn)}
	if c.ruleName(r, st, s) && c.errorFits(r, errObj) && c.ruleOptions(r, o) {
		c.addRule(r, st, s, errObj)
		if errObj != nil {
			c.errorWire(r, errObj, o)
		}
	}
	return conn
}

// addRule adds a rule to the model and to its connection.
func (c *Rules) addRule(r *model.Rule, st *grammar.Learn, s *outline.Scope, errObj *expressions.Ref) {
	r.Connection.Rules = append(r.Connection.Rules, r)
	c.Model.Rules = append(c.Model.Rules, r)
	c.ruleNamed[ruleOf{r.Connection, r.Name}] = r
	line := RuleLine{Learn: st, In: s}
	if st.Error != nil {
		line.Error = c.errorWires[errObj.Node]
	}
	c.RuleLines[r] = line
}

// ruleName names a rule by its label, which tells the rules of one connection apart.
func (c *Rules) ruleName(r *model.Rule, st *grammar.Learn, s *outline.Scope) (ok bool) {
	if st.Label != nil {
		if r.Name, ok = c.MemberName(st.Label.Name, s); !ok {
			return false
		}
	}
	other := c.ruleNamed[ruleOf{r.Connection, r.Name}]
	if other == nil {
		return true
	}
	d := c.Err(diag.DeclaredTwice, st.At, "`%s` already has a rule `%s`", r.Connection.Name, r.Name).
		WithPlace(other.At, "first declared here").
		WithHelp("give this one a label: `learn second: %s …`", r.Kind.Name)
	if st.Label == nil {
		d.WithFix(diag.Insert(st.KeywordAt().End(), " second:").Maybe())
	}
	return false
}

// errorFits demands an error of the size of what is learned.
func (c *Rules) errorFits(r *model.Rule, errObj *expressions.Ref) bool {
	if errObj == nil || errObj.Size == r.ErrorSize {
		return true
	}
	conn := r.Connection
	c.Err(diag.ErrorSize, r.At, "the error has %s, `%s` takes an error of %d", report.Dimensions(errObj.Size), conn.Name, r.ErrorSize).
		WithPlace(conn.At, "the connection being trained").WithPlace(connections.DeclaredAt(conn.Post), "%s", report.Dimensions(r.ErrorSize))
	return false
}

// unknownRule reports a rule that nobody knows; the error it would have had is not
// missed anywhere.
func (c *Rules) unknownRule(st *grammar.Learn, s *outline.Scope) {
	var names []string
	for _, r := range rules.Table {
		names = append(names, r.Name)
	}
	at := c.Place(st.At, st.Rule)
	d := c.Err(diag.UnknownName, at, "there is no learning rule `%s`", st.Rule)
	c.Meant(d, at, st.Rule, names, "rules are "+strings.Join(names, ", "))
	if d := c.errorDecl(st, s); d != nil {
		d.Failed = true
	}
}
