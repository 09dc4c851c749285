// Command wheels builds the wheels of the Python package, each with the command nefc
// for one system, from any machine:
//
//	go run ./python/wheels --to dist
//	go run ./python/wheels --to dist --only linux/amd64
//
// It runs in the root of the project. The command in a wheel has the core of pages, so that
// `nefc page` needs neither Go nor the source. The same sources and the same Go give the
// same bytes. The format is that of the Python packaging guide, "Binary distribution format".
package main

import (
	"fmt"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"github.com/nefc/nefc/internal/files"
)

// platform is a system that a wheel is for.
type platform struct {
	os, arch string
	tags     []string // as pip names the system
}

// platforms: the program is linked statically, so that any Linux does. The systems of
// Apple are the oldest that Go supports.
var platforms = []platform{
	{"linux", "amd64", []string{"manylinux2014_x86_64", "manylinux_2_17_x86_64", "musllinux_1_1_x86_64"}},
	{"linux", "arm64", []string{"manylinux2014_aarch64", "manylinux_2_17_aarch64", "musllinux_1_1_aarch64"}},
	{"darwin", "amd64", []string{"macosx_12_0_x86_64"}},
	{"darwin", "arm64", []string{"macosx_12_0_arm64"}},
	{"windows", "amd64", []string{"win_amd64"}},
}

func main() {
	log.SetFlags(0)
	to := pflag.String("to", "dist", "folder for the wheels")
	only := pflag.String("only", "", "one system, such as linux/amd64")
	pflag.Parse()
	if err := runGo(nil, "run", "./study/core/makecore"); err != nil {
		log.Fatalf("the core of pages: %v", err)
	}
	made := 0
	for _, p := range platforms {
		if *only != "" && *only != p.os+"/"+p.arch {
			continue
		}
		path, err := build(p, *to)
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(path)
		made++
	}
	if made == 0 {
		log.Fatalf("there is no wheel for %s", *only)
	}
}

// build makes the wheel of a system and returns its path.
func build(p platform, to string) (string, error) {
	about, err := os.ReadFile("python/pyproject.toml")
	if err != nil {
		return "", fmt.Errorf("wheels are built in the root of the project: %w", err)
	}
	project, err := readProject(string(about))
	if err != nil {
		return "", err
	}
	program, err := compile(p)
	if err != nil {
		return "", err
	}
	modules, err := modules("python")
	if err != nil {
		return "", err
	}
	w := wheel{project: project, tags: p.tags, program: program, modules: modules}
	if p.os == "windows" {
		w.suffix = ".exe"
	}
	path := filepath.Join(to, w.name())
	if err := os.MkdirAll(to, 0o755); err != nil {
		return "", err
	}
	return path, files.Write(path, w.write)
}

// compile builds the command for a system.
func compile(p platform) ([]byte, error) {
	dir, err := os.MkdirTemp("", "wheels")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "nefc")
	env := []string{"GOOS=" + p.os, "GOARCH=" + p.arch, "CGO_ENABLED=0"}
	if err := runGo(env, "build", "-tags", "core", "-trimpath", "-buildvcs=false", "-ldflags=-s -w", "-o", path, "./cmd/nefc"); err != nil {
		return nil, fmt.Errorf("the command for %s/%s: %w", p.os, p.arch, err)
	}
	return os.ReadFile(path)
}

// runGo runs the Go toolchain, with something added to the environment.
func runGo(env []string, args ...string) error {
	cmd := exec.Command("go", args...)
	cmd.Env, cmd.Stderr = append(os.Environ(), env...), os.Stderr
	return cmd.Run()
}

// project is what pyproject.toml says of the package.
type project struct {
	name, version, summary, python, numpy, license string
}

var field = regexp.MustCompile(`(?m)^([a-z-]+) = (.*)$`)

// readProject reads the few fields that wheels need. pyproject.toml stays the one place
// that has them.
func readProject(text string) (project, error) {
	values := map[string]string{}
	for _, m := range field.FindAllStringSubmatch(text, -1) {
		if _, known := values[m[1]]; !known {
			parts := strings.Split(m[2], `"`)
			if len(parts) >= 2 {
				values[m[1]] = parts[1]
			}
		}
	}
	p := project{values["name"], values["version"], values["description"], values["requires-python"], values["dependencies"], values["license"]}
	if slices.Contains([]string{p.name, p.version, p.summary, p.python, p.numpy, p.license}, "") {
		return p, fmt.Errorf("python/pyproject.toml lacks a field: %+v", p)
	}
	return p, nil
}

// modules are the files of the package by the path they have in a wheel.
func modules(root string) (map[string][]byte, error) {
	out := map[string][]byte{}
	err := filepath.WalkDir(filepath.Join(root, "nefc"), func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.Contains(path, "__pycache__") {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		inside, err := filepath.Rel(root, path)
		out[filepath.ToSlash(inside)] = data
		return err
	})
	return out, err
}
