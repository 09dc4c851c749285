package values

import (
	"github.com/nefc/nefc/stdlib/processes"
	"github.com/nefc/nefc/stdlib/synapses"
)

// FileArguments are the functions that read rows of a file in time, and what each takes
// behind the file.
var FileArguments = map[string][]string{"csv": {"column", "hold", "interpolate"}, "npy": {"hold"}}

// IsInTime reports the functions that only a node's expression may call,
// because they know the time: processes, files, delays and filters.
func IsInTime(name string) bool {
	_, process := processes.Find(name)
	_, synapse := synapses.Table.Find(name)
	_, file := FileArguments[name]
	return process || synapse || file || name == "delay"
}
