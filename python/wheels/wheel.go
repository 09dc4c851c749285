package main

import (
	"archive/zip"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"time"
)

// wheel is a package for one system, before it is written.
type wheel struct {
	project
	tags    []string
	program []byte
	suffix  string // of the program's name
	modules map[string][]byte
}

// epoch is the time of every member: the first that zip files can tell.
var epoch = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

func (w *wheel) name() string {
	return fmt.Sprintf("%s-%s-py3-none-%s.whl", w.project.name, w.version, strings.Join(w.tags, "."))
}

// members are all files but RECORD by their paths.
func (w *wheel) members() map[string][]byte {
	out := maps.Clone(w.modules)
	stem := w.project.name + "-" + w.version
	out[stem+".data/scripts/nefc"+w.suffix] = w.program
	out[stem+".dist-info/METADATA"] = []byte(w.metadata())
	out[stem+".dist-info/WHEEL"] = []byte(w.about())
	return out
}

func (w *wheel) metadata() string {
	return fmt.Sprintf("Metadata-Version: 2.1\nName: %s\nVersion: %s\nSummary: %s\nLicense: %s\nRequires-Python: %s\nRequires-Dist: %s\n",
		w.project.name, w.version, w.summary, w.license, w.python, w.numpy)
}

func (w *wheel) about() string {
	text := "Wheel-Version: 1.0\nGenerator: nefc\nRoot-Is-Purelib: false\n"
	for _, tag := range w.tags {
		text += "Tag: py3-none-" + tag + "\n"
	}
	return text
}

// write writes the wheel: its members by name, and the record of them at the end.
func (w *wheel) write(to io.Writer) error {
	z := zip.NewWriter(to)
	members := w.members()
	var record strings.Builder
	for _, path := range slices.Sorted(maps.Keys(members)) {
		if err := add(z, path, members[path]); err != nil {
			return err
		}
		sum := sha256.Sum256(members[path])
		fmt.Fprintf(&record, "%s,sha256=%s,%d\n", path, base64.RawURLEncoding.EncodeToString(sum[:]), len(members[path]))
	}
	path := w.project.name + "-" + w.version + ".dist-info/RECORD"
	record.WriteString(path + ",,\n")
	if err := add(z, path, []byte(record.String())); err != nil {
		return err
	}
	return z.Close()
}

// add adds a member. Scripts may be run.
func add(z *zip.Writer, path string, data []byte) error {
	header := &zip.FileHeader{Name: path, Method: zip.Deflate, Modified: epoch}
	header.SetMode(0o644)
	if strings.Contains(path, ".data/scripts/") {
		header.SetMode(0o755)
	}
	f, err := z.CreateHeader(header)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return err
}
