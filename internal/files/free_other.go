//go:build !(darwin || dragonfly || freebsd || linux)

package files

// Free is how many bytes the file system of a folder has room for; known is false
// where the system does not say, as here.
func Free(string) (bytes float64, known bool) { return 0, false }
