package serve_test

import (
	"fmt"
	"strings"
	"testing"
)

// What does not do what the model says is told when it changes, whoever did it: a hand, an
// experiment, going back; and a page that comes back is told, also before the first step.
func TestStill(t *testing.T) {
	model := "seed 1\nnode u = 0\nensemble a 10\nensemble b 10\nconnect u -> a\nconnect c: a.neurons -> b.neurons weights 1e-4\n" +
		"experiment e {\n phase one 10ms\n lesion a by 0.2\n phase two 10ms { cut c by 0.5 }\n}\n"
	s, _, _ := serverIn(t, model)
	s.Lasting = true
	p := connect(t, s, "live")
	id := p.must("open", `{"path":"m.nef","experiment":"e"}`)["session"].(string)
	p.must("clamp", `{"node":"u","value":0.5}`)
	p.must("clamp", `{"node":"u","value":0.5}`)
	p.must("step", `{"n":15}`)
	p.must("step", `{"n":10}`)
	p.must("back", `{"step":0}`)
	p.must("heal", `{"what":["all"]}`)
	p.must("lesion", `{"population":"b","neurons":[1]}`)
	want := []string{
		`{"held":{"u":[0.5]},"frozen":[],"damage":{}}`,
		`{"held":{"u":[0.5]},"frozen":[],"damage":{"a":0.2,"c":0.5}}`,
		`{"held":{"u":[0.5]},"frozen":[],"damage":{"a":0.2}}`,
		`{"held":{},"frozen":[],"damage":{}}`,
		`{"held":{},"frozen":[],"damage":{"b":0.1}}`,
	}
	if got := p.told("still"); fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("it tells\n%s\nnot\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	p.Close("the tab is closed")
	back := connect(t, s, "live").must("open", `{"session":"`+id+`"}`)
	if fmt.Sprint(back["now"].(map[string]any)["step"], back["held"], back["damage"]) != "0 map[] map[b:0.1]" {
		t.Errorf("it comes back to %v", back)
	}
}

// A jump is told before the phases that come after it, however fast they pass: a page that
// heard of it later would take back that they ended.
func TestJumpsComeBeforePhases(t *testing.T) {
	s, _, _ := serverIn(t, learning+"experiment two {\n  phase first 200ms\n  phase second 300ms {\n    reset time\n  }\n}\n")
	p := connect(t, s, "live")
	p.must("open", `{"path":"m.nef","experiment":"two"}`)
	p.must("watch", `{"what":"value","of":"b"}`)
	p.must("run", `{"speed":0,"experiment":true}`)
	p.until(0, `"running":false`)
	var told []string
	for _, text := range p.said() {
		if strings.Contains(text, `"method":"jump"`) || strings.Contains(text, `"method":"phase"`) {
			told = append(told, text)
		}
	}
	if len(told) < 2 || !strings.Contains(told[0], `"method":"jump","params":{"step":200,`) || !strings.Contains(told[len(told)-1], `"name":""`) {
		t.Errorf("it is told\n%s", strings.Join(told, "\n"))
	}
}
