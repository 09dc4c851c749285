package serve_test

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/nefc/nefc/live/watches"
	"github.com/nefc/nefc/serve"
	"github.com/nefc/nefc/serve/folder"
	"github.com/nefc/nefc/serve/stdio"
	"github.com/nefc/nefc/study/watched"
)

// docs is the documentation of the protocol, whose examples are replayed.
const docs = "../docs/protocol.md"

// shown is a frame as the documentation shows it.
func shown(data []byte) string {
	le := binary.LittleEndian
	number := func(at int) float64 { return math.Float64frombits(le.Uint64(data[at:])) }
	kind, flags, n := watches.Kind(data[1]), data[31], int(le.Uint32(data[24:]))
	width := int(le.Uint32(data[28:]) & 0xffffff)
	count, sum := n*width, 0.0
	switch kind {
	case watches.Events:
		count = 2 * n
		for i := range count {
			sum += float64(le.Uint32(data[32+4*i:]))
		}
	case watches.Counts:
		for i := range count {
			sum += float64(le.Uint16(data[32+2*i:]))
		}
	default:
		if flags&1 == 1 {
			for i := range count {
				sum += number(32 + 8*i)
			}
			break
		}
		if kind == watches.Envelope || kind == watches.Matrix {
			count *= 2
		}
		for i := range count {
			sum += float64(math.Float32frombits(le.Uint32(data[32+4*i:])))
		}
	}
	return fmt.Sprintf("frame %d %s t=%.4g n=%d width=%d flags=%d sum=%.4g", le.Uint16(data[2:]), kind, number(8), n, width, flags, sum)
}

// replay sends requests and returns what came, one message a line.
func replay(t *testing.T, dir string, requests []string) []string {
	t.Helper()
	return answers(t, dir, requests, false)
}

// answers sends requests to a server that may know its client.
func answers(t *testing.T, dir string, requests []string, trusted bool) []string {
	t.Helper()
	here, err := folder.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	var in, out bytes.Buffer
	for _, r := range requests {
		if err := stdio.Write(&in, 'J', []byte(r)); err != nil {
			t.Fatal(err)
		}
	}
	server := &serve.Server{Version: "1.4.0", Host: here, Quiet: true, Trusted: trusted,
		Export: watched.Export, Record: watched.Recordings(here, new(clock).now)}
	if err := server.Serve(stdio.New(&in, &out)); err != nil {
		t.Fatal(err)
	}
	var lines []string
	for {
		kind, data, err := stdio.Read(&out)
		if err == io.EOF {
			return lines
		}
		if err != nil {
			t.Fatal(err)
		}
		line := string(data)
		if kind == 'D' {
			line = shown(data)
		}
		lines = append(lines, line)
	}
}

// The examples of the documentation are what the server answers.
func TestProtocolPage(t *testing.T) {
	b, err := os.ReadFile(docs)
	if err != nil {
		t.Fatal(err)
	}
	text := string(b)
	model, ok := between(text, "```nef\n", "```")
	if !ok {
		t.Fatal("the page has no model")
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "ramp.nef"), []byte(model), 0o600); err != nil {
		t.Fatal(err)
	}
	talks := 0
	for rest := text; ; talks++ {
		talk, ok := between(rest, "```talk\n", "```")
		if !ok {
			break
		}
		var requests []string
		for _, line := range strings.Split(talk, "\n") {
			if r, ok := strings.CutPrefix(line, "→ "); ok {
				requests = append(requests, r)
			}
		}
		now := transcript(requests, replay(t, dir, requests))
		if now != talk {
			if os.Getenv("UPDATE") == "" {
				t.Errorf("it says\n%s\nnot\n%s", now, talk)
			}
			text = strings.Replace(text, talk, now, 1)
		}
		_, rest, _ = strings.Cut(rest, "```talk\n")
		_, rest, _ = strings.Cut(rest, "```")
	}
	if talks < 3 {
		t.Errorf("only %d examples", talks)
	}
	if os.Getenv("UPDATE") != "" {
		if err := os.WriteFile(docs, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// Who started the server watches as many probes as a model has; strangers do not.
func TestWhoStartedItWatchesAll(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "m.nef"), []byte("seed 1\nnode u = t\nprobe u\nrun 1ms\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	requests := []string{`{"id":0,"method":"hello","params":{"protocol":"nefc/1"}}`, `{"id":0,"method":"open","params":{"path":"m.nef"}}`}
	for range 70 {
		requests = append(requests, `{"id":1,"method":"watch","params":{"what":"probe","of":"u"}}`)
	}
	for _, trusted := range []bool{false, true} {
		refused := strings.Count(strings.Join(answers(t, dir, requests, trusted), "\n"), "as many as there may be")
		if want := map[bool]int{false: 6, true: 0}[trusted]; refused != want {
			t.Errorf("trusted %v: %d of 70 watches refused, want %d", trusted, refused, want)
		}
	}
}

func between(text, from, to string) (string, bool) {
	_, rest, ok := strings.Cut(text, from)
	if !ok {
		return "", false
	}
	out, _, ok := strings.Cut(rest, to)
	return out, ok
}

// transcript is requests and answers as they alternate: an answer ends what a request gave.
func transcript(requests, lines []string) string {
	var b strings.Builder
	k := 0
	for _, r := range requests {
		fmt.Fprintf(&b, "→ %s\n", r)
		id, _ := between(r, `"id":`, ",")
		for id != "" && k < len(lines) {
			line := lines[k]
			k++
			fmt.Fprintf(&b, "← %s\n", line)
			if strings.HasPrefix(line, `{"id":`+id+",") {
				break
			}
		}
	}
	for ; k < len(lines); k++ {
		fmt.Fprintf(&b, "← %s\n", lines[k])
	}
	return b.String()
}

// What an editor asks is asked of a desk, about the text of the model that is open, within that text.
func TestDesk(t *testing.T) {
	requests := []string{`{"id":1,"method":"hello","params":{"protocol":"nefc/1"}}`,
		`{"id":2,"method":"count","params":{"text":"abc","at":2}}`,
		`{"id":3,"method":"open","params":{"path":"m.nef","text":"seed 1\nensemble a 10\nprobe a\n"}}`,
		`{"id":4,"method":"count","params":{"text":"abc","at":2}}`,
		`{"id":5,"method":"count","params":{"text":"abc","at":4}}`,
		`{"id":6,"method":"other","params":{"text":""}}`}
	dir := t.TempDir()
	here, err := folder.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	var in, out bytes.Buffer
	for _, r := range requests {
		if err := stdio.Write(&in, 'J', []byte(r)); err != nil {
			t.Fatal(err)
		}
	}
	server := &serve.Server{Host: here, Desk: func() serve.Desk {
		return serve.Desk{"count": func(q serve.Question) any { return fmt.Sprint(q.Path, q.Text, q.At) }}
	}}
	if err := server.Serve(stdio.New(&in, &out)); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`{"id":2,"error":{"code":1000,`, `{"id":4,"result":"m.nefabc2"}`, `{"id":5,"error":{"code":-32602,"message":"the text has 3 bytes: no place is 4"`, `{"id":6,"error":{"code":-32601,`} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %s in\n%s", want, out.String())
		}
	}
}
