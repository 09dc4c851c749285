package laws_test

import (
	"strings"
	"testing"

	"github.com/nefc/nefc/compiler/compilertest"
	"github.com/nefc/nefc/grammar/diag"
)

// A wrong sign is found whatever makes and carries the error. Each case stands
// behind the same populations; the line that holds the words of `at` is to blame,
// and exchanging the two sides of every `post - pre` gives a case that is right.
func TestErrorSigns(t *testing.T) {
	const head = "seed 1\nensemble pre 20 dims 2\nensemble post 20 dims 2\nensemble p1 20\nensemble q1 20\nconnect c: pre -> post\nconnect s: p1 -> q1\n"
	for _, c := range []struct{ name, model, at string }{
		{"rule", "learn pes e = pre - post on c", "pre - post"},
		{"rule without on", "learn pes e = pre - post on c", "pre - post"},
		{"rls", "learn rls e = pre - post on c", "pre - post"},
		{"signal", "signal e = pre - post\nlearn pes error e on c", "pre - post"},
		{"population", "ensemble e 50 dims 2\nconnect pre - post -> e\nlearn pes error e on c", "pre - post"},
		{"direct population", "ensemble e 50 dims 2 neurons direct\nconnect pre - post -> e\nlearn pes error e on c", "pre - post"},
		{"array", "array e 2 of 50\nconnect pre - post -> e\nlearn pes error e on c", "pre - post"},
		{"array dimension", "array e 2 of 50\nconnect p1 - q1 -> e[1]\nlearn pes error e[1] on s", "p1 - q1"},
		{"pass-through", "node e dims 2\nconnect pre -> e\nconnect post -> e transform -1\nlearn pes error e on c", "connect post -> e"},
		{"pass-through, matrix", "node e dims 2\nconnect pre -> e\nconnect post -> e transform [[-1, 0], [0, -2]]\nlearn pes error e on c",
			"connect post -> e"},
		{"pass-through, dense matrix", "node e dims 2\nconnect pre -> e\nconnect post -> e transform [[-1, 0.5], [-0.5, -1]]\nlearn pes error e on c", "connect post -> e"},
		{"function", "node e dims 2\nconnect pre -> e\nconnect post -> e function -x\nlearn pes error e on c", "connect post -> e"},
		{"scale", "node e dims 2\nconnect pre -> e\nconnect post -> e scale -1\nlearn pes error e on c", "connect post -> e"},
		{"dimensions", "node e dims 2\nconnect pre[0] - post[0] -> e[0]\nconnect m: pre[1] - post[1] -> e[1]\nlearn pes error e on c", "pre[0] - post[0]"},
		{"one dimension", "node e dims 2\nconnect post[0] - pre[0] -> e[0]\nconnect m: pre[1] - post[1] -> e[1]\nlearn pes error e on c", "pre[1] - post[1]"},
		{"node", "node e = pre - post\nlearn pes error e on c", "pre - post"},
		{"node, gated", "node e = if t < 10 then pre - post else 0\nlearn pes error e on c", "pre - post"},
		{"node, weighed", "param k = 2\nnode e = k*(pre - post)*(t > 1)/3\nlearn pes error e on c", "pre - post"},
		{"node, switched", "node e = (pre - post)*(if t < 1 then 1 else 0)\nlearn pes error e on c", "pre - post"},
		{"node, gated by a value", "node g = 1\nnode e = (pre - post)*(g > 0.5)*abs(g)\nlearn pes error e on c", "pre - post"},
		{"node, switched by a value", "node g = 1\nnode e = if g > 0.5 then pre - post else 0\nlearn pes error e on c", "pre - post"},
		{"node, faded", "node e = exp(-t)*(1 + t)*(pre - post)\nlearn pes error e on c", "pre - post"},
		{"node, filtered", "node e = lowpass(pre - post, 10ms)\nlearn pes error e on c", "pre - post"},
		{"node, delayed", "node e = delay(pre - post, 10ms)\nlearn pes error e on c", "pre - post"},
		{"node, leaky", "node e = 0.9*e + 0.1*(pre - post) dims 2\nlearn pes error e on c", "pre - post"},
		{"wire into the rule", "learn pes on c\nconnect pre - post -> c.error", "pre - post"},
		{"wires into the rule", "learn pes on c\nconnect pre -> c.error\nconnect post -> c.error transform -1", "connect post -> c.error"},
		{"slices of the rule", "learn pes on c\nconnect pre[0] - post[0] -> c.error[0]\nconnect m: post[1] - pre[1] -> c.error[1]", "pre[0] - post[0]"},
		{"turned at the rule", "learn pes on c\nsignal e = post - pre\nconnect e -> c.error transform -1", "connect e -> c.error"},
		{"turned twice", "learn pes on c\nsignal e = pre - post\nconnect e -> c.error transform -1\nlearn pes f = q1 - p1 on s", ""},
		{"chain", "node d dims 2\nconnect pre - post -> d\nensemble e 50 dims 2\nconnect 2*d -> e\nsignal f = e/3\nlearn pes error f on c", "pre - post"},
		{"behind the target", "ensemble out 50 dims 2\nconnect post -> out\nlearn pes e = pre - out on c", "pre - out"},
		{"template", "template compare() {\n input actual dims 2\n input target dims 2\n ensemble e 50 dims 2\n connect target - actual -> e\n output y = e\n}\ncompare m()\nconnect post -> m.actual\nconnect pre -> m.target\nlearn pes error m.y on c", "target - actual"},
		{"template, wired wrong", "template compare() {\n input actual dims 2\n input target dims 2\n output y = actual - target\n}\ncompare m()\nconnect post -> m.target\nconnect pre -> m.actual\nlearn pes error m.y on c", "output y = actual - target"},
		{"two ways, sum below zero", "node e dims 2\nconnect post -> e\nconnect again: pre - 2*post -> e\nlearn pes error e on c", "pre - 2*post"},
		{"a memory in between", "ensemble e 50 dims 2\nconnect e -> e\nconnect pre - post -> e\nlearn pes error e on c", "pre - post"},
		{"full weights", "connect w: pre.neurons -> post.neurons solve l2\nsignal e = pre - post\nlearn pes error e on w", "pre - post"},
		{"neurons", "connect w: pre -> post.neurons transform 1\nsignal e = pre - post\nlearn pes error e on w", "pre - post"},
		{"into a slice", "connect w: p1 -> post[1]\nsignal e = p1 - post[1]\nlearn pes error e on w", "p1 - post[1]"},
		{"a trained transform does not count", "connect w: pre -> post transform -1\nsignal e = pre - post\nlearn pes error e on w", "pre - post"},
		{"a target without neurons", "node sum dims 1\nconnect w: p1 -> sum\nlearn pes e = p1 - sum on w", "p1 - sum"},

		{"cancelled", "node e dims 2\nconnect pre - post -> e\nconnect again: post -> e\nlearn pes error e on c", ""},
		{"sum above zero", "node e dims 2\nconnect pre - post -> e\nconnect again: 2*post -> e\nlearn pes error e on c", ""},
		{"not linear", "signal e = pre - post^3\nlearn pes error e on c", ""},
		{"gated by the target", "node e = (pre - post)*(post[0] > 0.5)\nlearn pes error e on c", ""},
		{"switched by the target", "node e = if q1 > 0 then p1 - q1 else 2*(p1 - q1)\nlearn pes error e on s", ""},
		{"sometimes turned", "node e = (pre - post)*(if t < 1 then 1 else -1)\nlearn pes error e on c", ""},
		{"a gate of unknown sign", "node g = sin(t)\nnode e = (pre - post)*g\nlearn pes error e on c", ""},
		{"unknown weights", "ensemble e 20 dims 2\nconnect post.neurons -> e.neurons weights 0.1\nconnect pre - post -> e\nlearn pes error e on c", ""},
		{"inhibited by the target", "ensemble e 20 dims 2\nconnect post[0] -> e.neurons transform -1\nconnect pre - post -> e\nlearn pes error e on c", ""},
		{"rotated", "node e dims 2\nconnect post -> e transform [[0, -1], [1, 0]]\nlearn pes error e on c", ""},
		{"coupled, undecided", "node e dims 2\nconnect post -> e transform [[-1, 2], [2, -1]]\nlearn pes error e on c", ""},
		{"without the target", "learn pes e = -pre on c", ""},
		{"the source follows the target", "connect -post -> pre\nlearn pes e = post + pre on c", ""},
		{"circle", "node d dims 2\nnode e dims 2\nconnect d -> e\nconnect e -> d transform 0.5\nconnect pre - post -> d\nlearn pes error e on c", ""},
		{"a learned way", "ensemble e 50 dims 2\nconnect w: post -> e function [0, 0]\nlearn voja on w\nlearn pes f = e - post on w\nconnect pre - post -> e\nlearn pes error e on c", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			text := head + c.model + "\nrun 1s"
			wrong := compilertest.Found(compilertest.Diagnose(t, text), diag.ErrorSign)
			if c.at == "" {
				if len(wrong) > 0 {
					t.Fatalf("falsely blamed: %v", wrong)
				}
				return
			}
			if len(wrong) != 1 {
				t.Fatalf("%d errors of sign: %v", len(wrong), compilertest.Diagnose(t, text))
			}
			d := wrong[0]
			lines := strings.Split(text, "\n")
			if got := lines[d.Subject.Start().Line-1]; !strings.Contains(got, c.at) {
				t.Errorf("blames the line %q", got)
			}
			right := c.model
			for _, pair := range [][2]string{{"pre", "post"}, {"pre[0]", "post[0]"}, {"pre[1]", "post[1]"}, {"p1", "q1"}} {
				right = strings.ReplaceAll(right, pair[0]+" - "+pair[1], pair[1]+" - "+pair[0])
			}
			if again := compilertest.Found(compilertest.Diagnose(t, head+right+"\nrun 1s"), diag.ErrorSign); right != c.model && len(again) > 0 {
				t.Errorf("the other way round it is still blamed: %v", again)
			}
			for _, fix := range d.Fixes {
				file := d.Subject.Filename
				turned, err := diag.Apply(diag.Sources{file: text}, fix)
				if err != nil {
					t.Fatal(err)
				}
				if again := compilertest.Diagnose(t, turned[file]); again.HasErrors() {
					t.Errorf("its way out leads to\n%s\n%v", turned[file], again)
				}
			}
			connection := lines[d.Places[len(d.Places)-1].Span.Start().Line-1]
			if !strings.HasPrefix(connection, "connect") {
				t.Errorf("the trained connection is said to be %q", connection)
			}
		})
	}
}
