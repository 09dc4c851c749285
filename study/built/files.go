package built

import (
	"bufio"
	"io"
	"strconv"

	"github.com/nefc/nefc/internal/npz"
)

// Endings are those of files that values are written to.
var Endings = []string{".csv", ".npy", ".npz"}

// Write writes a value in the format of an ending. The array of .npz is called value.
func (v *Value) Write(w io.Writer, ending string) error {
	array := &npz.Array{Shape: []int{v.Rows, v.Cols}, Floats: v.Numbers}
	if v.Cols == 1 {
		array.Shape = array.Shape[:1]
	}
	switch ending {
	case ".npy":
		return npz.WriteNpy(w, array)
	case ".npz":
		return npz.Write(w, map[string]*npz.Array{"value": array}, nil)
	}
	return v.csv(w)
}

// csv writes a row a line, behind its name if it has one.
func (v *Value) csv(w io.Writer) error {
	out := bufio.NewWriter(w)
	for i := range v.Rows {
		if v.Names != nil {
			_, _ = out.WriteString(v.Names[i] + ",") // Flush tells what went wrong
		}
		for j := range v.Cols {
			if j > 0 {
				_ = out.WriteByte(',')
			}
			_, _ = out.WriteString(strconv.FormatFloat(v.Numbers[i*v.Cols+j], 'g', -1, 64))
		}
		_ = out.WriteByte('\n')
	}
	return out.Flush()
}
