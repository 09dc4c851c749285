package cli

import (
	"fmt"
	"io"
	"os"

	"github.com/nefc/nefc/compiler"
)

// inputName is what a model from standard input is called. It counts as a file of the
// current folder.
const inputName = "text.nef"

// mostInput is how many bytes of standard input are read: those of the largest file.
const mostInput = 4 << 20

// FromInput reads the model "-" from standard input, and says under which path it is
// checked with the options; other paths stay what they are.
func FromInput(path string, opts *compiler.Options) (string, error) {
	if path != "-" {
		return path, nil
	}
	text, err := io.ReadAll(io.LimitReader(os.Stdin, mostInput+1))
	if err == nil && len(text) > mostInput {
		err = fmt.Errorf("standard input is longer than the 4 MiB a model may have")
	}
	opts.Overlay = compiler.Overlay{inputName: string(text)}
	return inputName, err
}
