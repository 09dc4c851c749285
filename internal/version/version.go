// Package version names the build of nefc that runs. Results, locks and manifests
// carry the name, and only a build of the same name takes them for its own.
package version

import (
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

// executableHash is the beginning of the SHA-256 of the program that runs.
func executableHash() string {
	f, err := openSelf()
	if err != nil {
		return unknown()
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return unknown()
	}
	return hex.EncodeToString(h.Sum(nil))[:12]
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
