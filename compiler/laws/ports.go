package laws

import (
	"slices"
	"strings"

	"github.com/nefc/nefc/compiler/conductances"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/neurons"
)

// ports refuses neurons that end in the wrong input, and weights that are negative where
// conductances are added up; it warns of values that end beside them, in the soma.
func ports(c *Case) {
	for _, conn := range c.Model.Connections {
		if conn.Post.Neurons && conn.Post.Magnitudes() {
			c.wrongSigns(conn)
			c.negativeWeights(conn)
		}
		c.intoSoma(conn)
		c.outOfReach(conn)
		c.noJump(conn)
	}
}

// wrongSigns refuses sources whose signs are not that of the port.
func (c *Case) wrongSigns(conn *model.Connection) {
	if !conn.Pre.Neurons {
		return
	}
	port := conn.Post.Entry()
	for _, e := range conn.Pre.Sources() {
		if e.Dale == nil || *e.Dale == max(0, float64(port.Sign)) {
			continue
		}
		are := "excitatory and inhibitory"
		switch *e.Dale {
		case 0:
			are = "inhibitory"
		case 1:
			are = "excitatory"
		}
		takes := map[int8]string{1: "excitatory", -1: "inhibitory"}[port.Sign]
		d := c.Err(diag.WrongPort, conn.At, "the neurons of `%s` are %s, `.%s` takes %s ones", e.Name, are, port.Name, takes).
			WithPlace(e.DaleAt, "%g %% excitatory", 100**e.Dale)
		line := c.Connects[conn]
		if exc, inh, ok := neurons.Conductances(conn.Post.Ensemble.Neurons); ok && line != nil && (*e.Dale == 0 || *e.Dale == 1) && len(conn.Pre.Sources()) == 1 {
			to, _ := strings.CutSuffix(line.Target.String(), port.Name)
			d.WithFix(diag.Replace(line.Target.At, to+map[float64]string{0: inh.Name, 1: exc.Name}[*e.Dale]).Maybe())
			return
		}
		if conn.Weights != nil && conn.Weights.Fill {
			d.WithHelp("a population of `dale 1` for `.exc` and one of `dale 0` for `.inh` can have one number as weights")
			return
		}
		d.WithHelp("`-> %s.neurons` lets the sign of each choose; weights into it are negative for inhibitory ones", conn.Post.Ensemble.Name)
		return
	}
}

// negativeWeights refuses weights below 0.
func (c *Case) negativeWeights(conn *model.Connection) {
	W, at := conn.Transform.M, conn.At
	switch {
	case conn.Weights != nil:
		W, at = conn.Weights.Data, conn.Weights.At
	case conn.Transform.Sparse != nil:
		W = conn.Transform.Sparse.Val
	}
	if !conn.Pre.Neurons && !c.isActivities(conn.Pre) { // values may have either sign
		return
	}
	k := slices.IndexFunc(W, func(w float64) bool { return w*conn.Scale < 0 })
	if k < 0 {
		return
	}
	port := conn.Post.Entry()
	d := c.Err(diag.NegativeConductance, at, "a weight of %g into `%s`: there is no conductance below 0", W[k]*conn.Scale, conn.Post.Name())
	if exc, inh, ok := neurons.Conductances(conn.Post.Ensemble.Neurons); ok && port.Sign > 0 {
		d.WithHelp("what inhibits ends in `%s.%s`, with weights above 0", conn.Post.Ensemble.Name, inh.Name)
	} else if ok {
		d.WithHelp("`.%s` inhibits with weights above 0; what excites ends in `%s.%s`", port.Name, conn.Post.Ensemble.Name, exc.Name)
	}
}

// isActivities reports the pass-through of the neurons of an array.
func (c *Case) isActivities(e model.Endpoint) bool {
	for _, a := range c.Arrays {
		if a.HoldsActivities(e.Node) {
			return true
		}
	}
	return false
}

// intoSoma warns of what a population represents that ends, by way of encoders, in neurons
// with conductances: it is a current into their soma, beside them.
func (c *Case) intoSoma(conn *model.Connection) {
	to := conn.Post.Ensemble
	if a := c.Arrays[conn.Post.Node]; a != nil {
		to = a.Members[0].Ensemble
	}
	if to == nil || conn.Post.Neurons || c.Arrays[conn.Pre.Node] != nil { // what enters an array is judged where it does
		return
	}
	exc, inh, ok := neurons.Conductances(to.Neurons)
	if !ok {
		return
	}
	if from := represented(c.Model, conn.Pre, map[*model.Node]bool{}); from != nil {
		c.Err(diag.IntoSoma, conn.At, "what `%s` represents is a current into `%s`, whose `.%s` and `.%s` it does not reach", from.Name, to.Name, exc.Name, inh.Name).
			WithPlace(to.At, "neurons with conductances").
			WithHelp("`%s.neurons -> %s.neurons solve nnls` goes through them", from.Name, to.Name)
	}
}

// represented is a population whose value is, or adds to, what a connection starts in; nil
// if that is of nodes alone. Known are the nodes that were asked.
func represented(m *model.Model, e model.Endpoint, known map[*model.Node]bool) *model.Ensemble {
	switch {
	case e.Neurons:
		return nil
	case e.Ensemble != nil:
		return e.Ensemble
	case e.Node == nil || e.Node.Kind != model.PassThrough || known[e.Node]:
		return nil
	}
	known[e.Node] = true
	for _, conn := range m.Connections {
		if conn.Post.Node == e.Node {
			if from := represented(m, conn.Pre, known); from != nil {
				return from
			}
		}
	}
	return nil
}

// outOfReach refuses rates that no conductances give, by theory; when the model is built, H
// tells more.
func (c *Case) outOfReach(conn *model.Connection) {
	if _, _, ok := conn.Post.BySign(); !ok || !conn.Full || conn.Weights != nil {
		return
	}
	e := conn.Post.Ensemble
	if e.H != nil {
		return
	}
	kind, ok := e.Neurons.(neurons.Conductive)
	if !ok {
		c.Err(diag.NoWeights, conn.At, "which weights? how the conductances of `%s` act together is not known of its neurons", e.Name).
			WithPlace(e.At, "declared here").WithHelp("`h [b0, b1, b2, a0, a1, a2]` on the ensemble says it")
		return
	}
	if e.MaxRates == nil {
		return
	}
	_, rate := e.MaxRates.Bounds()
	if !(rate < kind.MaxRate()) {
		return // which is refused elsewhere, or only drawn
	}
	if J, h := kind.InverseRate(rate), kind.Theory(); J > h.Most() {
		c.Diags.AddOnce(conductances.OutOfReach(e, rate, J, h))
	}
}

// noJump refuses synapses whose output does not jump with a spike, and bounds that would be
// another number of Hz for each sign.
func (c *Case) noJump(conn *model.Connection) {
	if !conn.Jumps {
		return
	}
	factors := map[float64]bool{}
	for _, path := range conn.EachPath() {
		factor, ok := conn.PerHz(path, usualStep)
		if !ok {
			through := "no synapse"
			if path.Synapse != nil {
				through = "`" + path.Synapse.String() + "`"
			}
			c.Err(diag.NoJump, conn.At, "`units jump`: through %s a spike makes no jump of `%s`", through, conn.Post.Name()).
				WithHelp("`synapse 5ms` and `synapse alpha(5ms)` have one, and `synapse none` into the current of `lif`")
			return
		}
		factors[factor] = true
	}
	for _, r := range conn.Rules {
		if (r.Min != nil || r.Max != nil) && len(factors) > 1 {
			c.Err(diag.NoJump, r.At, "`%s` bounds jumps of `%s`, which its synapses turn into several weights", r.Name, conn.Name).
				WithPlace(conn.At, "this connection").WithHelp("one synapse for all, or a connection for each")
			return
		}
	}
}

// usualStep is a time step (s) at which a jump is looked for; it is there in all or in none.
const usualStep = 0.001
