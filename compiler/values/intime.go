package values

import (
	"github.com/nefc/nefc/stdlib/processes"
	"github.com/nefc/nefc/stdlib/synapses"
)

// IsInTime reports the functions that only a node's expression may call,
// because they know the time: processes, files, delays and filters.
func IsInTime(name string) bool {
	_, process := processes.Find(name)
	_, synapse := synapses.Table.Find(name)
	return process || synapse || name == "delay" || name == "npy" || name == "csv"
}
