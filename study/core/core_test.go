package core_test

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/nefc/nefc/serve"
	"github.com/nefc/nefc/serve/folder"
	"github.com/nefc/nefc/serve/stdio"
	"github.com/nefc/nefc/study/core"
	"github.com/nefc/nefc/study/desk"
	"github.com/nefc/nefc/study/picture"
	"github.com/nefc/nefc/web"
)

// talk is what is asked about a model.
var talk = []string{
	`{"id":1,"method":"hello","params":{"protocol":"nefc/1","client":"test","mode":"record"}}`,
	`{"id":2,"method":"open","params":{"path":"model.nef"}}`,
	`{"id":3,"method":"watch","params":{"what":"value","of":"%s","synapse":"20ms"}}`,
	`{"id":4,"method":"watch","params":{"what":"spikes","of":"%s"}}`,
	`{"id":5,"method":"watch","params":{"what":"value","of":"nothing"}}`,
	`{"id":6,"method":"step","params":{"n":700}}`,
	`{"id":7,"method":"back","params":{"step":300}}`,
	`{"id":8,"method":"clamp","params":{"node":"%s","value":0.25}}`,
	`{"id":9,"method":"step","params":{"n":400}}`,
	`{"id":10,"method":"script"}`,
	`{"id":12,"method":"check","params":{"text":"seed 1\nensemble e\u0301 10\nensemble a\nconnect b -> a\n"}}`,
	`{"id":13,"method":"complete","params":{"text":"seed 1\nensemble a 10 ne","at":24}}`,
	`{"id":14,"method":"hover","params":{"text":"seed 1\nensemble a 10 neurons lif\nensemble b 10\nconnect a -> b\nprobe b\n","at":16}}`,
	`{"id":15,"method":"format","params":{"text":"seed   1\nensemble a   10\n"}}`,
	`{"id":11,"method":"close"}`,
}

// during is asked while the model runs as fast as it can: a run lets requests in.
var during = []string{
	`{"id":21,"method":"open","params":{"path":"model.nef"}}`,
	`{"id":22,"method":"run","params":{"speed":0}}`,
	`wait 50`,
	`{"id":23,"method":"pause"}`,
	`{"id":24,"method":"write","params":{"path":"model.nef","text":""}}`,
}

// A core has no trace of where it was built: two wheels have the same bytes.
func TestTheSameBytesAnywhere(t *testing.T) {
	if testing.Short() {
		t.Skip("the core takes a minute to build")
	}
	build := func() *core.Core {
		t.Setenv("TMPDIR", t.TempDir())
		c, err := core.Build(t.Context(), "../..")
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	if a, b := build(), build(); !bytes.Equal(a.Wasm, b.Wasm) {
		t.Error("the core has other bytes if it is built in another folder")
	}
}

// What a model does in a worker it does natively, to the last bit: what is recorded, what
// is said, what is refused.
func TestWorkerIsNative(t *testing.T) {
	node, err := exec.LookPath("node")
	if err != nil || testing.Short() {
		t.Skip("the core is not tried: it takes node, and a minute to build")
	}
	script, packed := t.TempDir()+"/worker.js", t.TempDir()+"/core.zst"
	write(t, script, packed)
	driver, err := filepath.Abs("testdata/drive.js")
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range []struct {
		model, data, ensemble, node string
		more                        []string
	}{
		{"quickstart.nef", "", "post", "ramp", during},
		{"data/light.nef", "data/light.csv", "eye", "light", nil},
		{"basic/product.nef", "", "both", "u", nil},
	} {
		t.Run(m.model, func(t *testing.T) {
			dir := t.TempDir()
			put(t, dir, "model.nef", m.model)
			if m.data != "" {
				put(t, dir, filepath.Base(m.data), m.data)
			}
			requests := strings.Split(fmt.Sprintf(strings.Join(talk, "\n"), m.ensemble, m.ensemble, m.node), "\n")
			got := worker(t, dir, node, driver, script, packed, append(slices.Clone(requests), m.more...))
			want := native(t, dir, requests)
			if len(got) < len(want) || len(want) < 16 {
				t.Fatalf("%d messages, natively %d", len(got), len(want))
			}
			for i, line := range want {
				if got[i] != line {
					t.Fatalf("message %d is\n%.300s\nnatively\n%.300s", i, got[i], line)
				}
			}
			if m.more != nil && !strings.Contains(strings.Join(got, "\n"), `a page cannot write files`) {
				t.Error("a page wrote a file")
			}
		})
	}
}

// write writes what a page has of the core.
func write(t *testing.T, script, packed string) {
	t.Helper()
	c, err := core.Build(t.Context(), "../..")
	if err != nil {
		t.Fatal(err)
	}
	mine, err := web.WorkerScript()
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("the core has %.2f MB", float64(len(c.Wasm))/1e6)
	if err := os.WriteFile(script, []byte(c.Script+mine), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(packed, c.Wasm, 0o600); err != nil {
		t.Fatal(err)
	}
}

// put copies an example.
func put(t *testing.T, dir, name, example string) {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("../../examples", example))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, name), b, 0o600); err != nil {
		t.Fatal(err)
	}
}

// times are what messages tell of the machine: how long something took, who answers.
var times = regexp.MustCompile(`"(?:built|relinked)_ms":[^,}]*|"nefc":"[^"]*"`)

// native is what the server says in a process, but for its farewell.
func native(t *testing.T, dir string, requests []string) (out []string) {
	t.Helper()
	t.Chdir(dir)
	here, err := folder.Open(".")
	if err != nil {
		t.Fatal(err)
	}
	var in, said bytes.Buffer
	for _, r := range requests {
		if err := stdio.Write(&in, 'J', []byte(r)); err != nil {
			t.Fatal(err)
		}
	}
	server := &serve.Server{Host: here, Layout: picture.Pane, Desk: desk.New}
	if err := server.Serve(stdio.New(&in, &said)); err != nil {
		t.Fatal(err)
	}
	for {
		kind, data, err := stdio.Read(&said)
		if err == io.EOF {
			return out[:len(out)-1]
		}
		if err != nil {
			t.Fatal(err)
		}
		line := string(data)
		if kind == 'D' {
			line = "frame " + base64.StdEncoding.EncodeToString(data)
		}
		out = append(out, times.ReplaceAllString(line, ""))
	}
}

// worker is what it says in a worker.
func worker(t *testing.T, dir, node, driver, script, packed string, requests []string) []string {
	t.Helper()
	c := exec.Command(node, driver, script, packed, dir)
	c.Stdin = strings.NewReader(strings.Join(requests, "\n"))
	var took bytes.Buffer
	c.Stderr = &took
	out, err := c.Output()
	if err != nil {
		t.Fatalf("%v\n%s%s", err, out, took.Bytes())
	}
	t.Logf("%s", took.Bytes())
	return strings.Split(strings.TrimSpace(times.ReplaceAllString(string(out), "")), "\n")
}
