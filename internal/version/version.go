// Package version names the build of nefc that runs. Results, locks and manifests
// carry the name, and only a build of the same name takes them for its own.
package version

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"os"
	"runtime/debug"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Name is the version of the module. A build of a working tree has none: it is told
// from other builds by the hash of the executable, so that no build takes results
// of another for its own.
var Name = sync.OnceValue(func() string {
	info, ok := debug.ReadBuildInfo()
	return versionOf(ok, info, executableHash)
})

func versionOf(known bool, info *debug.BuildInfo, hash func() string) string {
	name := "dev"
	if known && info.Main.Version != "" && info.Main.Version != "(devel)" {
		if name = info.Main.Version; !strings.HasSuffix(name, "+dirty") {
			return name
		}
	}
	return strings.TrimSuffix(name, "+dirty") + "+" + hash()
}

// executableHash is the hash of the program that runs.
func executableHash() string {
	f, err := openSelf()
	if err != nil {
		return unknown()
	}
	defer f.Close()
	hash, err := hashOf(f)
	if err != nil {
		return unknown()
	}
	return hash
}

// headBytes is how much of an executable holds its build ID, wherever a linker puts it.
const headBytes = 64 << 10

// hashOf is the beginning of a SHA-256 of an executable: of its first bytes, if they
// hold the build ID, which the go command makes of all there is in a program; to hash
// the whole of it takes longer than most commands. One that was linked without an ID
// is hashed whole.
func hashOf(executable io.Reader) (string, error) {
	head, err := io.ReadAll(io.LimitReader(executable, headBytes))
	if err != nil {
		return "", err
	}
	h := sha256.New()
	h.Write(head)
	if !hasBuildID(head) {
		if _, err := io.Copy(h, executable); err != nil {
			return "", err
		}
	}
	return hex.EncodeToString(h.Sum(nil))[:12], nil
}

// hasBuildID reports the mark that stands before the ID: in ELF files the name of a
// note and its kind, elsewhere words at the beginning of the code.
func hasBuildID(head []byte) bool {
	return bytes.Contains(head, []byte("\x04\x00\x00\x00Go\x00\x00")) || bytes.Contains(head, []byte("\xff Go build ID: \""))
}

// openSelf opens the program that runs, even if another lies in its place by now.
func openSelf() (*os.File, error) {
	if f, err := os.Open("/proc/self/exe"); err == nil {
		return f, nil
	}
	path, err := os.Executable()
	if err != nil {
		return nil, err
	}
	return os.Open(path)
}

// unknown is no other build, nor this one the next time.
func unknown() string { return "unknown." + strconv.FormatInt(time.Now().UnixNano(), 36) }
