package serve_test

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// opened opens the model and returns what its session is called.
func opened(p *page) string { return p.must("open", `{"path":"m.nef"}`)["session"].(string) }

// at is the step that the session is at.
func at(p *page) int { return int(p.must("info", "{}")["step"].(float64)) }

// A page that is closed, or loses its connection, finds its session as it was, goes on with
// it, and gets what it has missed: the numbers of a run.
func TestClosedTab(t *testing.T) {
	s, _, _ := serverIn(t, learning)
	s.Lasting = true
	first := connect(t, s, "live")
	id := opened(first)
	first.must("watch", `{"what":"probe","of":"b"}`)
	first.must("set", `{"name":"k","value":2}`)
	first.must("clamp", `{"node":"u","value":0.25}`)
	first.must("freeze", `{"what":["c"]}`)
	first.must("step", `{"n":100}`)
	first.must("lesion", `{"population":"a","by":0.5}`)
	first.must("release", `{"node":"u"}`)
	first.must("run", `{"speed":0,"until":500}`)
	first.Close("the tab is closed")

	second := connect(t, s, "live")
	back := second.must("open", `{"session":"`+id+`"}`)
	if back["session"] != id || back["text"] != learning || fmt.Sprint(back["frozen"], back["held"], back["damage"]) != "[c] map[] map[a:0.5]" {
		t.Errorf("it comes back to %v", back)
	}
	if k := back["params"].([]any)[0].(map[string]any); k["now"] != 2.0 || k["value"] != 1.0 {
		t.Errorf("k is %v", k)
	}
	for at(second) < 500 {
		time.Sleep(time.Millisecond)
	}
	second.must("watch", `{"what":"value","of":"b","synapse":"10ms"}`)
	second.must("past", `{"stream":2,"window":0.5}`)
	script := second.must("script", `{"name":"again"}`)["text"].(string)
	var want []float32
	for _, phase := range phasesOf(t, ranIn(t, learning+script, "again")) {
		for _, v := range floats(t, filepath.Join(phase, "probes.npz"), "b") {
			want = append(want, float32(v))
		}
	}
	if got := second.values(8); !slices.Equal(got, want) || len(got) != 500 {
		t.Errorf("%d numbers of the past are not the %d of a run:\n%s", len(got), len(want), script)
	}
	if a := second.ask("open", `{"session":"s9"}`); a.Error == nil || a.Error.Code != 1404 {
		t.Errorf("a session that is none: %+v", a)
	}
}

// values are the numbers of the frames with these flags that have come.
func (p *page) values(flags byte) (out []float32) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, f := range p.frames {
		for k := 32; f[31] == flags && k < 32+4*int(binary.LittleEndian.Uint32(f[24:])); k += 4 {
			out = append(out, math.Float32frombits(binary.LittleEndian.Uint32(f[k:])))
		}
	}
	return out
}

// A session has one page: who opens it again takes it, and the other is told.
func TestOnePageForASession(t *testing.T) {
	s, _, _ := serverIn(t, learning)
	s.Lasting = true
	first := connect(t, s, "live")
	id := opened(first)
	first.must("step", `{"n":10}`)
	second := connect(t, s, "live")
	opened(second)
	if a := second.ask("open", `{"session":"`+id+`"}`); a.Error == nil {
		t.Error("a page has two sessions")
	}
	second.must("close", "{}")
	second.must("open", `{"session":"`+id+`"}`)
	first.until(0, "another page has taken the session")
	<-first.over
	if n := at(second); n != 10 {
		t.Errorf("it is at step %d", n)
	}
	second.must("close", "{}")
	if a := connect(t, s, "live").ask("open", `{"session":"`+id+`"}`); a.Error == nil || a.Error.Code != 1404 {
		t.Errorf("a session that was closed is opened: %+v", a)
	}
}

// Sessions without a page do not become more and more.
func TestFewWaitForAPage(t *testing.T) {
	s, _, _ := serverIn(t, "node u = t\nprobe u\nrun 1ms\n")
	s.Lasting = true
	for range 20 {
		p := connect(t, s, "live")
		opened(p)
		p.Close("gone")
		<-p.left
	}
	there := 0
	for i := range 20 {
		p := connect(t, s, "live")
		if p.ask("open", fmt.Sprintf(`{"session":"s%d"}`, i+1)).Error == nil {
			there++
			p.must("close", "{}")
		}
	}
	if there != 16 {
		t.Errorf("%d of 20 sessions wait", there)
	}
}

// A client of a pipe, whose server does not last, leaves nothing.
func TestNothingLasts(t *testing.T) {
	s, _, _ := serverIn(t, learning)
	p := connect(t, s, "live")
	id := opened(p)
	p.Close("gone")
	if a := connect(t, s, "live").ask("open", `{"session":"`+id+`"}`); a.Error == nil || a.Error.Code != 1404 {
		t.Errorf("it goes on: %+v", a)
	}
}

// A page that sleeps costs less and less: its frames wait, then nothing is watched for it,
// then the run pauses, unless it is to be kept. Awake, it watches again and has missed
// nothing.
func TestPageThatSleeps(t *testing.T) {
	for _, keep := range []bool{false, true} {
		s, _, clock := serverIn(t, learning)
		s.Keep, s.Lasting = keep, true
		p := connect(t, s, "live")
		opened(p)
		p.must("watch", `{"what":"value","of":"b","window":1,"points":100}`)
		p.must("run", `{"speed":0}`)
		for range 20 { // frames are due, and are not acknowledged
			clock.pass(20 * time.Millisecond)
			time.Sleep(2 * time.Millisecond)
		}
		if n := len(p.shown()); n > 2 {
			t.Errorf("%d frames are under way", n)
		}
		clock.pass(10 * time.Second)
		p.until(0, `"unwatched","params":{"stream":1}`)
		from := p.heard()
		clock.pass(51 * time.Second)
		if !keep {
			p.until(from, `"running":false`)
		} else {
			time.Sleep(20 * time.Millisecond)
			clock.pass(time.Second)
			p.until(from, `"running":true`)
		}
		stream := p.must("watch", `{"what":"value","of":"b","window":1,"points":100}`)["stream"].(float64)
		p.must("past", fmt.Sprintf(`{"stream":%d}`, int(stream)))
		if running := p.must("info", "{}")["running"].(bool); running != keep {
			t.Errorf("keep %v: it runs: %v", keep, running)
		}
		p.must("pause", "{}")
	}
}

// Who acknowledges late sees all of the time, more coarsely, and is told so.
func TestCoarser(t *testing.T) {
	s, _, clock := serverIn(t, learning)
	p := connect(t, s, "live")
	opened(p)
	p.must("watch", `{"what":"value","of":"b","window":0.1,"points":100}`)
	for range 6 {
		clock.pass(time.Second)
		p.must("step", `{"n":500}`)
	}
	p.must("ack", `{"frames":[{"stream":1,"seq":0},{"stream":1,"seq":1}]}`)
	p.must("step", `{"n":1}`)
	p.until(0, `"coarser"`)
	end := 0.0
	p.mu.Lock()
	defer p.mu.Unlock()
	for i, f := range p.frames {
		le := binary.LittleEndian
		t0, every := math.Float64frombits(le.Uint64(f[8:])), math.Float64frombits(le.Uint64(f[16:]))
		if i > 0 && math.Abs(t0-end) > every/2 {
			t.Errorf("frame %d begins at %g s, the one before ends at %g s", i, t0, end)
		}
		end = t0 + every*float64(le.Uint32(f[24:]))
	}
	if len(p.frames) != 3 || end < 2.9 {
		t.Errorf("%d frames until %g s", len(p.frames), end)
	}
}

// Too many streams and requests are refused, and those after them are not.
func TestLimits(t *testing.T) {
	s, _, clock := serverIn(t, learning)
	p := connect(t, s, "live")
	opened(p)
	refused := 0
	for range 300 {
		if a := p.ask("info", "{}"); a.Error != nil && a.Error.Code == 1429 {
			refused++
		}
	}
	if refused != 300-199 { // hello does not count, open does
		t.Errorf("%d of 300 requests in a second are refused", refused)
	}
	clock.pass(2 * time.Second)
	refused = 0
	for range 70 {
		if a := p.ask("watch", `{"what":"value","of":"u"}`); a.Error != nil && a.Error.Code == 1429 {
			refused++
		}
	}
	if refused != 6 {
		t.Errorf("%d of 70 streams are refused", refused)
	}
	clock.pass(2 * time.Second)
	p.must("unwatch", `{"stream":1}`)
	p.must("watch", `{"what":"value","of":"u"}`)
}

// What is no longer finite stops the run before the step that failed, where it can be looked
// at; going back, or mending the text, goes on.
func TestNotFinite(t *testing.T) {
	model := "seed 1\nnode u = t\nnode x = sqrt(0.0505 - t)\nensemble a 20\nconnect x -> a\nprobe a\nrun 1s\n"
	s, _, _ := serverIn(t, model)
	p := connect(t, s, "live")
	opened(p)
	p.must("watch", `{"what":"value","of":"x"}`)
	p.must("run", `{"speed":0}`)
	var told struct {
		Params struct {
			Object     string
			Line, Step int
		}
	}
	if err := json.Unmarshal([]byte(p.until(0, `"notfinite"`)), &told); err != nil {
		t.Fatal(err)
	}
	if told.Params.Line != 3 || told.Params.Step != 50 {
		t.Errorf("it says %+v", told)
	}
	for _, r := range []string{"run", "step"} {
		if a := p.ask(r, "{}"); a.Error == nil || a.Error.Nef != "NEF080" {
			t.Errorf("%s: %+v", r, a)
		}
	}
	if n := at(p); n != 50 {
		t.Errorf("it stands at step %d", n)
	}
	if got := p.values(0); len(got) != 50 || got[49] != float32(math.Sqrt(0.0505-0.05)) {
		t.Errorf("%d values, the last %v", len(got), got[max(0, len(got)-1):])
	}
	p.must("export", `{"streams":[1],"format":"csv"}`)
	p.must("back", `{"step":40}`)
	p.must("step", `{"n":5}`)
	if a := p.ask("step", `{"n":30}`); a.Error == nil || a.Error.Nef != "NEF080" {
		t.Errorf("%+v", a)
	}
	p.must("edit", fmt.Sprintf(`{"version":2,"text":%q}`, strings.Replace(model, "0.0505 - t", "abs(0.0505 - t)", 1)))
	p.must("step", `{"n":100}`)
	if n := at(p); n != 150 {
		t.Errorf("mended, it is at step %d", n)
	}
}

// A text that is broken while the model runs changes nothing, and says where; mended, the
// model goes on with what it was.
func TestBrokenAndMended(t *testing.T) {
	s, dir, _ := serverIn(t, learning)
	p := connect(t, s, "live")
	opened(p)
	p.must("watch", `{"what":"value","of":"b"}`)
	p.must("run", `{"speed":0}`)
	for i, text := range []string{"", "ensemble", strings.Replace(learning, "a -> b", "a -> q", 1), learning[:100], "\x00", "use \"gone.nef\"\n"} {
		before := at(p)
		a := p.must("edit", fmt.Sprintf(`{"version":%d,"text":%s}`, i, quoted(text)))
		if text != "" && len(a["diagnostics"].([]any)) == 0 {
			t.Errorf("%q is fine: %v", text, a)
		}
		if n := at(p); text != "" && n < before {
			t.Errorf("after %q it is at step %d, before at %d", text, n, before)
		}
		if text == "" { // a model of nothing is one
			p.must("edit", fmt.Sprintf(`{"version":0,"text":%s}`, quoted(learning)))
			p.must("watch", `{"what":"value","of":"b"}`)
		}
	}
	before := at(p)
	a := p.must("edit", fmt.Sprintf(`{"version":9,"text":%s}`, quoted(learning+"# mended\n")))
	kept := a["kept"].(map[string]any)
	if kept["anew"] != nil || kept["gone"] != nil || len(kept["kept"].([]any)) < 3 {
		t.Errorf("kept: %v", kept)
	}
	p.must("pause", "{}")
	if n := at(p); n < before {
		t.Errorf("it began again: %d steps, before %d", n, before)
	}
	if err := os.WriteFile(filepath.Join(dir, "m.nef"), []byte("ensemble"), 0o600); err != nil {
		t.Fatal(err)
	}
	p.must("step", `{"n":10}`)
}

func quoted(s string) string {
	b, _ := json.Marshal(s)
	return string(b)
}

// While a phase runs it is told how its expectations stand, and at its end how they came out.
func TestJudgedWhileItRuns(t *testing.T) {
	s, _, clock := serverIn(t, learning+"experiment x { phase one 30s\n expect max(u) > 0.5\n phase two 10ms }\n")
	p := connect(t, s, "live")
	p.must("open", `{"path":"m.nef","experiment":"x"}`)
	p.must("run", `{"speed":10}`)
	for k := 0; k < 200 && !strings.Contains(strings.Join(p.said(), ""), `"so far"`); k++ {
		clock.pass(time.Second)
		time.Sleep(5 * time.Millisecond)
	}
	p.until(0, `"state":"so far"`)
	p.must("run", `{"speed":0,"until":30001}`)
	p.until(0, `"outcome":"met","state":"met"`)
}

// said are the messages that have come.
func (p *page) said() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Clone(p.texts)
}

// A client that records and sleeps loses nothing, though more waits for it than memory is for.
func TestRecordingClientThatSleeps(t *testing.T) {
	s, dir, _ := serverIn(t, "node u = t\nensemble a 3000 neurons relu\nconnect u -> a\nprobe u\nprobe a.neurons\nrun 1s\n")
	p := connect(t, s, "record")
	opened(p)
	p.must("watch", `{"what":"probe","of":"a.neurons"}`)
	p.must("watch", `{"what":"probe","of":"u"}`)
	p.asleep.Lock()
	p.say("step", `{"n":4000}`)
	for k := 0; ; k++ {
		if list, _ := filepath.Glob(filepath.Join(dir, "out", ".waiting-*")); len(list) == 1 {
			break
		}
		if time.Sleep(10 * time.Millisecond); k > 2000 {
			t.Fatal("nothing waits in a file")
		}
	}
	p.asleep.Unlock()
	p.until(0, `"step":4000`)
	next := map[byte]int{}
	for _, f := range p.frames {
		n, first := int(binary.LittleEndian.Uint32(f[24:])), int(math.Round(1000*math.Float64frombits(binary.LittleEndian.Uint64(f[8:]))))
		if first != next[f[2]]+1 {
			t.Fatalf("stream %d goes from step %d to %d", f[2], next[f[2]], first)
		}
		next[f[2]] += n
	}
	if next[1] != 4000 || next[2] != 4000 {
		t.Errorf("it got %v of 4,000 samples", next)
	}
	p.Close("done")
	<-p.left
	if list, _ := filepath.Glob(filepath.Join(dir, "out", ".waiting-*")); len(list) > 0 {
		t.Errorf("%v is left", list)
	}
}

// A session whose page is gone runs for a minute more, or on if it is to be kept.
func TestRunsOnAlone(t *testing.T) {
	for _, keep := range []bool{false, true} {
		s, _, clock := serverIn(t, learning)
		s.Keep, s.Lasting = keep, true
		p := connect(t, s, "live")
		id := opened(p)
		p.must("watch", `{"what":"value","of":"b"}`)
		p.must("run", `{"speed":0}`)
		p.Close("the tab is closed")
		<-p.left
		clock.pass(50 * time.Second)
		time.Sleep(30 * time.Millisecond)
		clock.pass(11 * time.Second)
		time.Sleep(30 * time.Millisecond)
		back := connect(t, s, "live")
		now := back.must("open", `{"session":"`+id+`"}`)["now"].(map[string]any)
		if now["running"] != keep || now["step"].(float64) < 100 {
			t.Errorf("keep %v: it comes back to %v", keep, now)
		}
		back.must("close", "{}")
	}
}
