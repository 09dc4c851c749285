package runtime_test

import (
	"fmt"
	"strings"
	"testing"
)

// Every form of a wire from a node is the same step's linear map of it, or of a
// function of it: with u = [1, 10, 100] in every step, by hand.
func TestWiresByHand(t *testing.T) {
	wide := strings.Repeat("0, ", 15)
	var rows []string
	for i := range 16 {
		row := strings.Split(wide+"0", ", ")
		if i%5 == 2 {
			row[15-i] = fmt.Sprint(i + 1)
		}
		rows = append(rows, "["+strings.Join(row, ", ")+"]")
	}
	mostlyZeros := "[" + strings.Join(rows, ", ") + "]"
	tall := "[" + strings.Join(append(rows, rows...), ", ") + "]"
	product := []float64{0, 0, 3 * 13, 0, 0, 0, 0, 8 * 8, 0, 0, 0, 0, 13 * 3, 0, 0, 0}
	for wire, want := range map[string][]float64{
		"u -> y":                          {1, 10, 100},
		"-u -> y":                         {-1, -10, -100},
		"2*u -> y":                        {2, 20, 200},
		"u*2 -> y":                        {2, 20, 200},
		"u/4 -> y":                        {0.25, 2.5, 25},
		"-u/4*2 -> y":                     {-0.5, -5, -50},
		"2*u - 3*v -> y":                  {-1, 17, 197},
		"u - (v - u)/2 -> y":              {1, 14.5, 149.5},
		"u + 0.5 -> y":                    {1.5, 10.5, 100.5},
		"3 - u -> y":                      {2, -7, -97},
		"u - [1, 2, 3] -> y":              {0, 8, 97},
		"u[2] -> y[0]":                    {100, 0, 0},
		"u[2, 0, 0] -> y":                 {100, 1, 1},
		"u[-1] -> y[1]":                   {0, 100, 0},
		"u[1:3] -> y[0:2]":                {10, 100, 0},
		"u -> y[2, 1, 0]":                 {100, 10, 1},
		"u -> y[1, 1, 2]":                 {0, 11, 100},
		"2*u[0] - v[2] -> y[1]":           {0, 1, 0},
		"u[0]*2 + u[2]/10 -> y[0]":        {12, 0, 0},
		"u -> y scale 2":                  {2, 20, 200},
		"u -> y transform -3":             {-3, -30, -300},
		"2*u -> y transform -3 scale 0.5": {-3, -30, -300},
		"u -> y transform [1, 0, 2]":      {1, 0, 200},
		"u -> y transform [[0, 1, 0], [1, 0, 0], [1, 1, 1]] scale -1":    {-10, -1, -111},
		"u[0:2] -> y transform [[0, 1], [1, 0], [1, 1]]":                 {10, 1, 11},
		"u -> y[1] transform [[1, -1, 1]]":                               {0, 91, 0},
		"2*u[0:2] -> y[2, 0] transform [[0, 1], [1, 0]]":                 {2, 0, 20},
		"u -> y transform coo([0, 2, 2], [1, 0, 2], [3, 1, -1])":         {30, 0, -99},
		"u -> y transform coo([0, 2, 2], [1, 0, 2], [3, 1, -1]) scale 2": {60, 0, -198},
		"u -> y function x^2":                                            {1, 100, 10000},
		"u -> y function [x[1] - x[0], x[2], 5]":                         {9, 100, 5},
		"u -> y function x[0] + x[1] transform [[1], [2], [-1]]":         {11, 22, -11},
		"u^2 - v -> y":                               {0, 99, 9999},
		"u[0]*u[1] -> y[2]":                          {0, 0, 10},
		"many -> z transform " + mostlyZeros:         product,
		"many -> z scale 2 transform " + mostlyZeros: times(2, product),
		"many -> tall transform " + tall:             append(product[:16:16], product...),
		"many -> z transform -1 scale 2":             {0, -2, -4, -6, -8, -10, -12, -14, -16, -18, -20, -22, -24, -26, -28, -30},
	} {
		name := "y"
		if strings.HasPrefix(wire, "many") {
			name = strings.Fields(wire)[2]
		}
		got := record(t, compile(t, `seed 1
node u = [1, 10, 100]
node v = [1, 1, 1]
node many = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15]
node y dims 3
node z dims 16
node tall dims 32
connect `+wire+` synapse none
probe y, z, tall
`).Program, 3)[name].Data
		for k := range 3 {
			same(t, wire, got[k*len(want):(k+1)*len(want)], want, 1e-12)
		}
	}
}
