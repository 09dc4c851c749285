package web

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/nefc/nefc/runtime/figures/theme"
)

// modules lists the modules.
func modules(t *testing.T) []string {
	t.Helper()
	var out []string
	for _, pattern := range []string{"*.js", "views/*.js", "worker/*.js", "source/*.js", "live/*.js", "live/views/*.js"} {
		names, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, names...)
	}
	if len(out) < 20 {
		t.Fatalf("only %d modules", len(out))
	}
	return out
}

// The page of a report fits into 140 kB before its data, and everything that a module
// imports is there.
func TestScript(t *testing.T) {
	script, err := Script("report.js")
	if err != nil {
		t.Fatal(err)
	}
	if n := len(script) + len(Style()) + len(Library()); n > 140e3 {
		t.Errorf("the shell has %d bytes", n)
	}
	for _, left := range []string{"\nimport ", "\nexport ", "/**", "</script"} {
		if strings.Contains(script, left) {
			t.Errorf("the script contains %q", left)
		}
	}
	if !strings.Contains(script, "class Pyramid") {
		t.Error("a module that is imported is not there")
	}
	if _, err := Script("none.js"); err == nil {
		t.Error("a module that is not there was put into a script")
	}
}

// No two modules declare the same name, so that they can stand one after the other.
func TestNamesAreDistinct(t *testing.T) {
	declared := regexp.MustCompile(`(?m)^(?:export )?(?:async )?(?:function|class|const|let) (?:\{ ([^}]*) \}|([\p{L}_$][\w$]*))`)
	where := map[string]string{}
	for _, file := range modules(t) {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range declared.FindAllStringSubmatch(string(b), -1) {
			if other := where[m[2]]; other != "" {
				t.Errorf("%s and %s both declare %s", other, file, m[2])
			}
			where[m[2]] = file
		}
	}
}

// Nothing that modules write turns text into markup or code.
func TestTextStaysText(t *testing.T) {
	forbidden := regexp.MustCompile(`innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|fetch\(|XMLHttpRequest|https?://`)
	for _, file := range modules(t) {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if found := forbidden.FindString(strings.ReplaceAll(string(b), "'http://www.w3.org/2000/svg'", "")); found != "" {
			t.Errorf("%s contains %s", file, found)
		}
	}
}

// The colours of pages are those of figures, and no other style sheet names one.
func TestTokensAreTheTheme(t *testing.T) {
	light, dark, found := strings.Cut(text("tokens.css"), "[data-theme=dark]")
	if !found {
		t.Fatal("tokens.css has no dark theme")
	}
	for style, th := range map[string]*theme.Theme{light: &theme.Screen, dark: &theme.Dark} {
		for _, token := range th.Tokens() {
			if want := "--" + token.Name + ": " + theme.Hex(token.Color) + ";"; !strings.Contains(style, want) {
				t.Errorf("the %s theme has no %s", th.Name, want)
			}
		}
	}
	if found := regexp.MustCompile(`#[0-9a-fA-F]{3,8}\b[^{]*;|rgba?\(`).FindString(text("style.css")); found != "" {
		t.Errorf("style.css names a colour: %s", found)
	}
	if n := strings.Count(text("style.css"), "\n"); n > 350 {
		t.Errorf("style.css has %d lines", n)
	}
}

// The types that the comments of modules state hold, where the TypeScript compiler is
// installed: NODE_MODULES names the folder it is in.
func TestTypes(t *testing.T) {
	tsc := filepath.Join(os.Getenv("NODE_MODULES"), ".bin", "tsc")
	if _, err := os.Stat(tsc); os.Getenv("NODE_MODULES") == "" || err != nil {
		t.Skip("types are not checked: the folder NODE_MODULES has no typescript")
	}
	if out, err := exec.Command(tsc, "--project", ".").CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

// The libraries are those whose hashes stand beside them.
func TestVendored(t *testing.T) {
	if _, err := exec.LookPath("sha256sum"); err != nil {
		t.Skip("no sha256sum")
	}
	if out, err := exec.Command("vendor/vendor.sh", "--check").CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

// Modules that are put into one script are one that a browser reads: no name is declared twice.
func TestScriptsAreRead(t *testing.T) {
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skip("no script is read: there is no node")
	}
	for _, module := range []string{"report.js", "live/alone.js", "live/boot.js", "worker/worker.js"} {
		script, err := Script(module)
		if err != nil {
			t.Fatal(err)
		}
		file := filepath.Join(t.TempDir(), "script.mjs")
		if err := os.WriteFile(file, []byte(script), 0o600); err != nil {
			t.Fatal(err)
		}
		if out, err := exec.Command(node, "--check", file).CombinedOutput(); err != nil {
			t.Errorf("%s: %v\n%s", module, err, out)
		}
	}
}
