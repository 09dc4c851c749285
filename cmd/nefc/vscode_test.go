package main

import (
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/nefc/nefc/internal/browsertest"
)

// extension is the folder of the extension for VS Code, and package its file.
const (
	extension        = "../../editors/vscode"
	extensionPackage = extension + "/nefc.vsix"
)

// VS Code itself, in a browser: with the extension it shows a mistake, makes the fix, completes,
// hovers, renames over two files, runs, and shows tuning curves. CODE_SERVER is a program that
// is code-server, and editors/vscode/nefc.vsix has been made (npm run package).
func TestVSCode(t *testing.T) {
	server := os.Getenv("CODE_SERVER")
	if server == "" {
		t.Skip("VS Code is not driven: CODE_SERVER names no code-server")
	}
	if _, err := os.Stat(extensionPackage); err != nil {
		t.Skip("VS Code is not driven: the extension is not packaged (npm ci && npm run package in editors/vscode)")
	}
	browsertest.Need(t)

	data := t.TempDir()
	folder := modelsFor(t)
	settings(t, data)
	common := []string{"--user-data-dir", data, "--extensions-dir", filepath.Join(data, "extensions")}
	if out, err := exec.Command(server, append(common, "--install-extension", extensionPackage)...).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	address := codeServer(t, server, append(common, "--auth", "none", "--disable-telemetry", "--disable-update-check", "--disable-workspace-trust"))
	page := fmt.Sprintf(`http://%s/?folder=%s&payload=[["openFile","vscode-remote://%s%s/model.nef"]]`, address, folder, address, folder)
	browsertest.Drive(t, extension+"/test/drive.mjs", page, 10)
}

// modelsFor is a folder with a model that uses another.
func modelsFor(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{
		"part.nef": `# A population that holds what it is given.
template memory(n=100) {
  input in dims 1
  ensemble store n
  connect in -> store transform 0.1 synapse 100ms
  connect store -> store synapse 100ms
  output out = store
}
`,
		"model.nef": `nef 1
seed 1
use ./part

node u = sin(2*pi*t)
ensemble left 80
ensemble right 60
memory mem()
connect u -> left
connect c: left^2 -> right
connect right -> mem.in synapse 0.1s
probe left, right, mem.out synapse 20ms

experiment square {
  run 1s
  expect rmse(right, u^2) < 0.2
}
`} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// settings are those of a user who has just installed nefc. The place of a program is a setting
// of the machine that code-server runs on.
func settings(t *testing.T, data string) {
	t.Helper()
	for place, of := range map[string]map[string]any{
		"Machine": {"nefc.path": binary(t), "nefc.live.in": "panel"},
		"User": {"workbench.startupEditor": "none", "workbench.colorTheme": "Default Light Modern", "chat.disableAIFeatures": true,
			"workbench.secondarySideBar.defaultVisibility": "hidden"},
	} {
		text, err := json.Marshal(of)
		if err == nil {
			err = os.MkdirAll(filepath.Join(data, place), 0o755)
		}
		if err == nil {
			err = os.WriteFile(filepath.Join(data, place, "settings.json"), text, 0o644)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

// codeServer starts code-server, waits until it answers, and ends it with the test.
func codeServer(t *testing.T, server string, args []string) string {
	t.Helper()
	free, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := free.Addr().String()
	_ = free.Close() // code-server takes it
	cmd := exec.Command(server, append(args, "--bind-addr", address)...)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Signal(os.Interrupt) // it ends those that it started
		_ = cmd.Wait()
	})
	for range 600 {
		answer, err := http.Get("http://" + address + "/healthz")
		if err == nil {
			_ = answer.Body.Close()
			return address
		}
		time.Sleep(100 * time.Millisecond)
	}
	t.Fatal("code-server does not answer")
	return ""
}
