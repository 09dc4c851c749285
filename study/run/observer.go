package run

import (
	"runtime"

	"github.com/nefc/nefc/compiler"
	"github.com/nefc/nefc/runtime/experiment"
	"github.com/nefc/nefc/runtime/kept"
)

// observer keeps what a report shows of a run; nil if nobody asked for one.
func (j *Job) observer(checked *compiler.Checked) experiment.Observer {
	if !j.Keep {
		return nil
	}
	return kept.New(kept.Origin{Model: j.Path, Texts: checked.Sources, Command: j.Command, Platform: runtime.GOOS + "/" + runtime.GOARCH})
}
