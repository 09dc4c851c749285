package slots

// maxRates are the rates at the current gain + bias, which flows where the value is the
// encoder, one radius long.
func maxRates(t *Tuning) []float64 {
	J, out := make([]float64, t.N), make([]float64, t.N)
	for i := range J {
		J[i] = t.Gain[i] + t.Bias[i]
	}
	t.Neurons.Rates(J, out)
	return out
}

// intercepts are the c at which the current is the one at which neurons of the type start
// to fire, J_0: gain·c + bias = J_0. With an intercept of 0, the bias is J_0.
func intercepts(t *Tuning) []float64 {
	rate := min(1000, 0.75*t.Neurons.MaxRate()) // any rate within reach gives the same J_0
	_, start, err := t.Neurons.GainBias([]float64{rate}, []float64{0})
	if err != nil {
		panic("nefc: slots: neurons that were built cannot be: " + err.Error())
	}
	out := make([]float64, t.N)
	for i := range out {
		out[i] = (start[0] - t.Bias[i]) / t.Gain[i]
	}
	return out
}
