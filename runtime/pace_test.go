package runtime

import (
	"testing"
	"time"
)

// A run takes a twentieth longer than the faster way at most, whichever that is, also
// where it changes on the way; once it has begun, little more.
func TestPace(t *testing.T) {
	const us = time.Microsecond
	for _, c := range []struct {
		name            string
		steps           int
		alone, together func(step int) time.Duration
	}{
		{"large, another process on the second core", 200, steady(435 * us), steady(688 * us)},
		{"larger", 200, steady(1196 * us), steady(1685 * us)},
		{"large, a free core", 200, steady(435 * us), steady(230 * us)},
		{"small, a busy core", 4000, steady(5 * us), steady(9 * us)},
		{"small, a free core", 4000, steady(5 * us), steady(3 * us)},
		{"a process comes", 20000, steady(50 * us), func(step int) time.Duration { return []time.Duration{30 * us, 90 * us}[step/10000] }},
		{"a process goes", 40000, steady(50 * us), func(step int) time.Duration { return []time.Duration{90 * us, 30 * us}[step/20000] }},
		{"a free core, interrupted", 40000, interrupted(65 * us), interrupted(47 * us)},
		{"a core that is away for 4 ms", 4000, steady(25 * us), func(step int) time.Duration { return 4000 * us }},
	} {
		now := time.Time{}
		p := pace{clock: func() time.Time { return now }}
		var best time.Duration
		for step := range c.steps {
			alone, together := c.alone(step), c.together(step)
			best += min(alone, together)
			if p.next() {
				now = now.Add(together)
			} else {
				now = now.Add(alone)
			}
		}
		if took := now.Sub(time.Time{}); took > best+best/20 {
			t.Errorf("%s: %v where %v are possible", c.name, took, best)
		}
	}
}

// interrupted takes 100 µs longer now and then.
func interrupted(d time.Duration) func(int) time.Duration {
	return func(step int) time.Duration {
		if step%23 == 0 {
			return d + 100*time.Microsecond
		}
		return d
	}
}

func steady(d time.Duration) func(int) time.Duration {
	return func(int) time.Duration { return d }
}
