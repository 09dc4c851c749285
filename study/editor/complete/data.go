package complete

import (
	"bufio"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/nefc/nefc/internal/npz"
)

// dataEndings are those of files that a model can read.
var dataEndings = []string{".npz", ".npy", ".csv", ".parquet"}

// mostData is how large a table may be whose members are looked up while typing, in bytes.
const mostData = 64 << 20

// dataIn lists the files of data and the folders in a folder.
func dataIn(folder string) []string {
	entries, _ := os.ReadDir(folder) // a folder that is not there has none
	var out []string
	for _, e := range entries {
		switch {
		case strings.HasPrefix(e.Name(), "."):
		case e.IsDir():
			out = append(out, e.Name()+"/")
		case slices.Contains(dataEndings, filepath.Ext(e.Name())):
			out = append(out, e.Name())
		}
	}
	return out
}

// membersOf lists the arrays of a table, or the columns of a .csv.
func membersOf(path string) []string {
	info, err := os.Stat(path)
	if err != nil || !info.Mode().IsRegular() || info.Size() > mostData {
		return nil
	}
	switch filepath.Ext(path) {
	case ".npz":
		return arraysIn(path)
	case ".csv":
		return columnsOf(path)
	}
	return nil
}

func columnsOf(path string) []string {
	f, err := os.Open(path)
	if err != nil {
		return nil
	}
	defer f.Close()
	scan := bufio.NewScanner(f)
	if !scan.Scan() {
		return nil
	}
	var out []string
	for _, name := range strings.Split(scan.Text(), ",") {
		out = append(out, strings.Trim(strings.TrimSpace(name), `"`))
	}
	return out
}

func arraysIn(path string) []string {
	f, err := npz.Open(path)
	if err != nil {
		return nil
	}
	defer f.Close()
	return f.Names()
}
