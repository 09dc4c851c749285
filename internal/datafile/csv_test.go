package datafile

import (
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func columns(t *testing.T, text string, names ...string) ([]Column, error) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "f.csv")
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	c, err := OpenCSV(path)
	if err != nil {
		return nil, err
	}
	defer c.Close()
	return c.Columns(names...)
}

// A byte order mark, line ends of Windows, quotes, spaces, text in other
// columns, lines that are blank at the end and a missing last line end are what
// programs write.
func TestCSV(t *testing.T) {
	for _, text := range []string{
		"a,b\n1,2\n-3.5,4e-1\n",
		"\ufeffa,b\r\n1,2\r\n-3.5,.4\r\n",
		"\ufeff\"a\",\"b\"\n\"1\",2\n-3.5,+0.4",
		" a , b \n 1 , 2 \n -3.5 , 0.4 \n\n\n",
		"a,note,b,\n1,\"x,\n\ny\",2,\n-3.5,z,0.40,",
		"a,b,2020\n1.,2,x\n-35e-1,04e-1,NaN\n",
	} {
		got, err := columns(t, text, "b", "a")
		if err != nil {
			t.Errorf("%q: %v", text, err)
			continue
		}
		if got[0].Name != "b" || !slices.Equal(got[1].Data, []float64{1, -3.5}) || !slices.Equal(got[0].Data, []float64{2, 0.4}) {
			t.Errorf("%q: %v", text, got)
		}
	}
	got, err := columns(t, "note,a\n\"x\n\ny\",1\nz,2\n", "a")
	if err != nil || !slices.Equal(got[0].Lines, []int{2, 5}) && !slices.Equal(got[0].Lines, []int{4, 5}) {
		t.Errorf("%v, %v", got, err)
	}
	got, err = columns(t, "a,b\n1,2\n3,4\n5,6\n", "b", "a")
	if err != nil || !slices.Equal(got[0].Lines, []int{2, 3, 4}) || !slices.Equal(got[1].Lines, got[0].Lines) || !slices.Equal(got[1].Data, []float64{1, 3, 5}) {
		t.Errorf("%v, %v", got, err)
	}
	if got, err := columns(t, "a\n", "a"); err != nil || len(got[0].Data) != 0 {
		t.Errorf("no rows: %v, %v", got, err)
	}
}

// What may mean something else is refused, with the line of the file.
func TestBadCSV(t *testing.T) {
	for text, want := range map[string]string{
		"":                       "no header line",
		"\n\n":                   "no header line",
		"\na\n1\n":               "line 1 is blank",
		"1,2\n3,4\n":             `line 1 must name the columns, not hold numbers ("1", "2")`,
		"0.5\n1\n":               "line 1 must name the columns",
		"b,c\n1,2\n":             `has no column "a"; its columns are "b", "c"`,
		"a;b\n1,5;2,5\n":         `separated by ";"`,
		"a\tb\n1\t2\n":           `separated by "\t"`,
		"a,a\n1,2\n":             `several columns called "a"`,
		"b,a,a\n1,2,3\n":         `several columns called "a"`,
		"a,b\n1,2\n1\n":          "line 3 has 1 cells, the header 2",
		"a,b\n1,2\n1,2,3\n":      "line 3 has 3 cells, the header 2",
		"a\n1\n0,5\n":            "line 3 has 2 cells",
		"a,b\n1,2,\n":            "line 2 has 3 cells",
		"a\n1\n\n2\n":            "line 3 is blank",
		"a,b\n1,\"x\ny\"\n\n2,z": "line 4 is blank",
		"a\n\n1\n":               "line 2 is blank",
		"a,b\n1,2\n,2\n":         `line 3, column "a": a cell is empty`,
		"a,b\n\"0,5\",2\n":       "no comma",
		"a\n0x10\n":              `"0x10" is not a number`,
		"a\n0x1p4\n":             `"0x1p4" is not a number`,
		"a\n1_000\n":             `"1_000" is not a number`,
		"a\nNaN\n":               `"NaN" is not a number`,
		"a\n-inf\n":              `"-inf" is not a number`,
		"a\n1e400\n":             "too large",
		"a\n1 2\n":               `"1 2" is not a number`,
		"a\n\x1b[31m1\n":         `"\x1b[31m1" is not a number`,
		"a\r1\r":                 "line 1 is not text",
		"a\x00\n1\n":             "line 1 is not text",
		"a\xff\n1\n":             "line 1 is not text",
		"a\n\"1\n":               "line 2: extraneous or missing",
		"a\n1\"2\n":              "line 2: bare",
	} {
		if got, err := columns(t, text, "a"); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, %v; want %s", text, got, err, want)
		}
	}
}

// A pipe, a device, a folder and a file beyond the limit are refused, at once.
func TestRegularFilesOnly(t *testing.T) {
	dir := t.TempDir()
	large := filepath.Join(dir, "large")
	if err := os.WriteFile(large, make([]byte, 11), 0o644); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{dir: "is a folder", os.DevNull: "is a device", large: "is too large: 11 bytes, 10 at most", filepath.Join(dir, "none"): "no such file"} {
		if _, _, err := Open(path, 10); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", path, err)
		}
	}
	f, info, err := Open(large, 11)
	if err != nil || info.Size() != 11 {
		t.Fatal(info, err)
	}
	f.Close()
	if b, err := Read(large, 11); err != nil || len(b) != 11 {
		t.Errorf("%d bytes are read, %v", len(b), err)
	}
	if b, err := Read(large, 10); err == nil || b != nil {
		t.Errorf("%d bytes are read of a file that is too large", len(b))
	}
	socket := filepath.Join(dir, "s")
	l, err := net.Listen("unix", socket)
	if err != nil {
		t.Skip(err)
	}
	defer l.Close()
	if _, _, err := Open(socket, 10); err == nil || err.Error() != "is a socket, not a regular file" {
		t.Errorf("a socket is opened: %v", err)
	}
}

// What is no regular file is named.
func TestKinds(t *testing.T) {
	for mode, want := range map[fs.FileMode]string{fs.ModeNamedPipe: "a pipe", fs.ModeSocket: "a socket", fs.ModeDevice: "a device", fs.ModeDevice | fs.ModeCharDevice: "a device", fs.ModeIrregular: "something else"} {
		if got := kind(mode | 0o644); got != want {
			t.Errorf("%v is %s, want %s", mode, got, want)
		}
	}
}
