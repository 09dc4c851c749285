package builder

import (
	"crypto/sha256"

	"github.com/nefc/nefc/compiler/activities"
	"github.com/nefc/nefc/compiler/graph"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/internal/cache"
	"github.com/nefc/nefc/internal/identity"
	"github.com/nefc/nefc/internal/kernels"
)

// pack is a row of small problems whose solutions are one entry of the cache. The
// members of an array are solved in half a millisecond each, and ten thousand files
// would take as long as a second build may. Where one problem of a pack is another, all
// are solved again.
type pack struct {
	requests []*request
	key      cache.Key
}

// packed is how many problems are in a pack.
const packed = 64

// smallProblem is how large, in products of a Gram matrix, problems are that are packed.
const smallProblem = 1e7

// products are those of the Gram matrix.
func (r *request) products() float64 { return float64(r.size() * float64(r.p.N)) }

// small reports a problem that is packed.
func (r *request) small() bool { return r.products() < smallProblem }

// recallPacks packs the small problems, in the order of populations, and gives them the
// results that are in the cache.
func (b *builder) recallPacks(asked map[*graph.Population][]*request) []*pack {
	if b.cache == nil {
		return nil
	}
	var packs []*pack
	for _, p := range b.g.Populations {
		for _, r := range asked[p] {
			if !r.small() {
				continue
			}
			if n := len(packs); n == 0 || len(packs[n-1].requests) == packed {
				packs = append(packs, &pack{})
			}
			last := packs[len(packs)-1]
			last.requests = append(last.requests, r)
		}
	}
	kernels.Parallel(len(packs), func(i int) { packs[i].recall(b.cache) })
	return packs
}

// recall takes the results out of the cache, all of them or none.
func (k *pack) recall(from *cache.Cache) {
	if !k.worthKeeping() {
		return
	}
	keys := sha256.New()
	for _, r := range k.requests {
		hash := new(identity.Walker).Hash(r.packKey())
		keys.Write(hash[:])
	}
	keys.Sum(k.key[:0])
	data, ok := from.Get(k.key)
	if !ok {
		return
	}
	results, d := make([]*solved, len(k.requests)), reader{numbers: data}
	for i, r := range k.requests {
		if results[i], ok = decodeSolved(d.bytes()); !ok {
			return
		}
		results[i].fit.Solver = r.Solver
	}
	for i, r := range k.requests {
		r.result = results[i]
	}
}

// packKey is all that the solution of a packed problem depends on. Points and targets are in
// it as what they are drawn and computed from: those of a solution in the cache never are.
type packKey struct {
	Revision int // also of how points are drawn
	Question identity.Hash
	Points   *model.Array
	Drawn    stream // with which, where they are the population's own
	Radius   float64
	Source   source
}

func (r *request) packKey() *packKey {
	return &packKey{solutionRevision, r.key, r.asked(), stream{r.p.Seed, r.p.Name}, r.p.Radius, keyOf(activities.Source{Population: r.p, To: r.p.Dims})}
}

// worthKeeping reports a pack that takes long to solve.
func (k *pack) worthKeeping() bool {
	sum := 0.0
	for _, r := range k.requests {
		sum += r.products()
	}
	return sum >= worthKeeping
}

// keepPacks puts packs that were solved into the cache.
func (b *builder) keepPacks(packs []*pack) {
	kernels.Parallel(len(packs), func(i int) {
		if k := packs[i]; k.worthKeeping() && !k.requests[0].result.recalled() {
			k.keep(b.cache)
		}
	})
}

// keep writes the results into the cache, if all problems have a solution.
func (k *pack) keep(to *cache.Cache) {
	var data numbers
	for _, r := range k.requests {
		if r.result.fit == nil {
			return
		}
		data.bytes(r.result.encode())
	}
	to.Put(k.key, data)
}
