package main

import (
	"context"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/nefc/nefc/cmd/nefc/cli"
	"github.com/nefc/nefc/examples"
	"github.com/nefc/nefc/internal/browsertest"
	"github.com/nefc/nefc/serve"
	"github.com/nefc/nefc/serve/folder"
	serveweb "github.com/nefc/nefc/serve/web"
	"github.com/nefc/nefc/study/desk"
	"github.com/nefc/nefc/study/picture"
	"github.com/nefc/nefc/study/watched"
	"github.com/nefc/nefc/web"
)

// The page of nefc live is driven in a real browser, where one is installed.
func TestLivePage(t *testing.T) {
	browsertest.Need(t)
	dir := t.TempDir()
	for _, name := range []string{"doubling.nef", "from_zero.nef", "spa/question_memory.nef", "basic/circle.nef"} {
		text, err := examples.Files.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		write(t, filepath.Join(dir, filepath.Base(name)), string(text))
	}
	write(t, filepath.Join(dir, "small.nef"), smallLive)
	write(t, filepath.Join(dir, "places.nef"), "seed 1\nnode u = sin(2*pi*t)\nensemble s 100 positions sheet(2) dale 0.8\nconnect u -> s\nprobe s synapse 20ms\n")
	write(t, filepath.Join(dir, "several.nef"), "seed 1\nensemble a 20 dale 0.5 max_rates 50..100\nensemble b 30 dale 0.5 max_rates 50..100\n"+
		"ensemble c 40 neurons two_compartment max_rates 50..100\nconnect j: [a.neurons, b.neurons] -> c.neurons {\n  function a + b\n}\nprobe c\n")
	endless, _, _ := strings.Cut(smallLive, "experiment")
	write(t, filepath.Join(dir, "endless.nef"), endless)
	write(t, filepath.Join(dir, "explodes.nef"), "seed 1\nnode x = if t < 0.05 then 1 else 1/(t - t)\nensemble a 20\nconnect x -> a\n")
	write(t, filepath.Join(dir, "warns.nef"), "param n = 20\nensemble a n\nnode u = 3\nconnect u -> a\nprobe a\n")
	here, err := folder.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	server := &serve.Server{Version: "1.4.0", Host: here, Layout: picture.Pane, Desk: desk.New, Token: serveweb.NewToken(), Keep: true, Lasting: true,
		Export: watched.Export, Record: watched.Recordings(here, time.Now)}
	defer server.Close()
	listeners, err := serveweb.Listen(0)
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	over := make(chan error)
	go func() {
		site := &serveweb.Site{Server: server, Pages: web.Live()}
		over <- site.Serve(ctx, listeners)
	}()
	defer func() { stop(); <-over }()
	_, port, _ := net.SplitHostPort(listeners[0].Addr().String())
	told := fmt.Sprintf(`{"address":"http://127.0.0.1:%s/","token":%q,"folder":%q}`, port, server.Token, dir)
	if err := os.WriteFile(filepath.Join(dir, "told.json"), []byte(told), 0o600); err != nil {
		t.Fatal(err)
	}
	browsertest.Drive(t, filepath.Join("testdata", "live.mjs"), filepath.Join(dir, "told.json"), 34)
}

// smallLive is a model in which a slider is seen at once, and learning too.
const smallLive = `seed 1
param level = 0.5 min -1 max 1 about "what is shown"
param lr = 1e-4
node u = level
ensemble a 40
ensemble b 40
connect u -> a
connect c: a -> b synapse 10ms
learn pes err = b - a*a rate lr on c
probe u, a, b, err synapse 50ms

experiment two {
  phase first 2s
  phase second 2s {
    reset time
    freeze c
  }
  expect rmse(b, u^2) < 2 in first
}
`

// The page that a model is followed on names the first experiment that can be followed.
func TestFollowedExperiment(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "m.nef")
	write(t, path, smallLive)
	if out, code := invoke("live", "--no-browser", "--only", "three", path); code != 2 {
		t.Errorf("exit %d: %s", code, out)
	}
	if out, code := invoke("live", "--no-browser", filepath.Join(dir, "none.nef")); code == 0 {
		t.Errorf("exit %d: %s", code, out)
	}
	for _, verb := range []string{"live", "page"} {
		if out, code := invoke(verb, "--only", "first", "--free", path); code != cli.ExitUsage || !strings.Contains(out, "--only first follows an experiment, --free follows none") {
			t.Errorf("nefc %s exits %d: %s", verb, code, out)
		}
	}
	write(t, path, "seed 1\nnode x = external(\"f\") dims 1\nprobe x\n")
	for _, args := range [][]string{{"live", "--no-browser", path}, {"page", path}} {
		if out, code := invoke(args...); code != cli.ExitModel || !strings.Contains(out, "NEF083") || !strings.Contains(out, "nefc.Session(model, external=") {
			t.Errorf("%s exits %d: %s", args[0], code, out)
		}
	}
}
