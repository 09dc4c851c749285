//go:build !amd64

package kernels

const hasAVX2 = false

func addAVX2(y, x *float64, n int)                      { panic("kernels: no assembly") }
func axpyAVX2(y *float64, k float64, x *float64, n int) { panic("kernels: no assembly") }
func lifAVX2(v, J, wait *float64, n int, s *float64, above *uint64) {
	panic("kernels: no assembly")
}
func izhikevichAVX2(v, u, J *float64, n int, dt, a, b, c, d float64, above *uint64) {
	panic("kernels: no assembly")
}
func adaptAVX2(y, x *float64, n int, rate, k float64)         { panic("kernels: no assembly") }
func subtractAVX2(y, a, b *float64, n int)                    { panic("kernels: no assembly") }
func gramAVX2(c *float64, stride int, a, b *float64, m int)   { panic("kernels: no assembly") }
func decayAVX2(y, k *float64, n int)                          { panic("kernels: no assembly") }
func lowpassAVX2(y *float64, a, b float64, x *float64, n int) { panic("kernels: no assembly") }
func addScaledAVX2(y, b, a *float64, k float64, n int)        { panic("kernels: no assembly") }
func boundAVX2(y, x *float64, k, lo, hi float64, n int)       { panic("kernels: no assembly") }
