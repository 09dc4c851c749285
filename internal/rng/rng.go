// Package rng is the generator everything draws from. Every stream belongs to
// a model seed, an object's qualified name and a purpose, so a line added to a
// model changes no other object's numbers:
//
//	stream = PCG-DXSM-128(SHA-256(decimal seed ‖ 0 ‖ name ‖ 0 ‖ purpose))
//
// The first 16 bytes of the hash, big-endian, are the two words of the state.
// The generator is that of Go's math/rand/v2; everything above it (floats,
// normals, permutations) is defined here, and a test pins the numbers.
package rng

import (
	"crypto/sha256"
	"encoding/binary"
	"math"
	"math/bits"

	"strconv"

	"github.com/nefc/nefc/internal/libm"
)

// The purposes of streams, as listed in language.md §5.
const (
	Encoders   = "encoders"
	MaxRates   = "max_rates"
	Intercepts = "intercepts"
	Gain       = "gain"
	Bias       = "bias"
	Signs      = "signs"
	EvalPoints = "eval_points"
	Unseen     = "unseen_points" // at which a fit is judged
	Mask       = "mask"
	Delay      = "delay"   // of single synapses
	Release    = "release" // which spikes pass
	Positions  = "positions"
	Lesion     = "lesion" // the order in which neurons are lost
	Cut        = "cut"    // the order in which synapses are
	Transform  = "transform"
	Pointer    = "pointer"
	Noise      = "noise"  // of processes and solvers
	Spikes     = "spikes" // of stochastic neurons
)

// Rand draws numbers from one stream.
type Rand struct {
	src   pcg
	spare float64 // second normal of a pair
	have  bool

	mean, limit float64 // of the last Poisson distribution: exp(-mean)
}

// Stream returns the generator for one purpose of one object.
func Stream(seed int64, object, purpose string) *Rand {
	h := sha256.Sum256([]byte(strconv.FormatInt(seed, 10) + "\x00" + object + "\x00" + purpose))
	return &Rand{src: pcg{binary.BigEndian.Uint64(h[:8]), binary.BigEndian.Uint64(h[8:16])}}
}

// MarshalBinary writes where the stream is.
func (r *Rand) MarshalBinary() ([]byte, error) {
	b, err := r.src.MarshalBinary()
	if r.have {
		b = binary.BigEndian.AppendUint64(b, math.Float64bits(r.spare))
	}
	return b, err
}

// UnmarshalBinary puts the stream where MarshalBinary found it.
func (r *Rand) UnmarshalBinary(b []byte) error {
	const pcg = 20 // bytes of a PCG
	if r.have = len(b) == pcg+8; r.have {
		r.spare = math.Float64frombits(binary.BigEndian.Uint64(b[pcg:]))
		b = b[:pcg]
	}
	return r.src.UnmarshalBinary(b)
}

// Float64 draws from [0, 1): the upper 53 bits of a word.
func (r *Rand) Float64() float64 { return unit(r.src.Uint64()) }

// Uniform draws from [lo, hi).
func (r *Rand) Uniform(lo, hi float64) float64 { return lo + float64((hi-lo)*r.Float64()) }

// Normal draws from the standard normal distribution by Marsaglia's polar
// method.
func (r *Rand) Normal() float64 {
	if r.have {
		r.have = false
		return r.spare
	}
	for {
		u, v := r.Uniform(-1, 1), r.Uniform(-1, 1)
		s := float64(u*u) + float64(v*v)
		if s > 0 && s < 1 {
			f := math.Sqrt(-2 * libm.Log(s) / s)
			r.spare, r.have = v*f, true
			return u * f
		}
	}
}

// IntN draws from 0 … n-1 without bias (Lemire 2019).
func (r *Rand) IntN(n int) int {
	bound := uint64(n)
	hi, lo := bits.Mul64(r.src.Uint64(), bound)
	if lo < bound {
		for threshold := -bound % bound; lo < threshold; {
			hi, lo = bits.Mul64(r.src.Uint64(), bound)
		}
	}
	return int(hi)
}

// Perm returns a random permutation of 0 … n-1 (Fisher–Yates).
func (r *Rand) Perm(n int) []int {
	p := make([]int, n)
	for i := range p {
		p[i] = i
	}
	r.Shuffle(n, func(i, j int) { p[i], p[j] = p[j], p[i] })
	return p
}

// Shuffle permutes n things by swapping.
func (r *Rand) Shuffle(n int, swap func(i, j int)) {
	for i := n - 1; i > 0; i-- {
		swap(i, r.IntN(i+1))
	}
}

// Poisson draws from the Poisson distribution of a mean: by multiplication of
// uniforms (Knuth) up to 30, above as the sum of a half and a half, which keeps
// the distribution exact.
func (r *Rand) Poisson(mean float64) int {
	switch {
	case !(mean > 0):
		return 0
	case mean > 1e6:
		return int(math.Round(mean + float64(math.Sqrt(mean)*r.Normal()))) // exact to 1 part in 1000 here
	case mean > 30:
		return r.Poisson(mean/2) + r.Poisson(mean/2)
	}
	if mean != r.mean { // many neurons draw with one mean
		r.mean, r.limit = mean, libm.Exp(-mean)
	}
	p, n := r.Float64(), 0
	for p > r.limit {
		n++
		p *= r.Float64()
	}
	return n
}
