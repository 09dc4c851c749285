// Command growth measures how the time and the memory of a command of nefc grow
// with the text it reads:
//
//	go build -o /tmp/nefc ./cmd/nefc && go run ./bench/growth --nefc /tmp/nefc
//
// Each series is a kind of model with n lines, terms, brackets or mistakes. For
// each n, and for the n whose text is about 1 MB, a row has the seconds on a core (by the clock)
// and the peak resident set of one process. With --nefc OLD,NEW both are shown. With
// --memory it compares the peak of runs with the estimate of nefc plan; with --megabyte
// it fills files of a megabyte with each statement, right and wrong in many ways, and
// prints the slowest again at the end.
package main

import (
	"context"
	"fmt"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/pflag"
)

const megabyte = 1 << 20

func main() {
	programs := pflag.StringSlice("nefc", nil, "the programs to measure")
	command := pflag.String("command", "check", "the command and its flags")
	sizes := pflag.IntSlice("n", []int{1000, 4000, 16000}, "how many")
	only := pflag.String("only", "", "series whose name matches this pattern")
	timeout := pflag.Duration("timeout", 10*time.Second, "when a process is given up")
	memory := pflag.Bool("memory", false, "compare the memory of runs with what nefc plan says, of the first program")
	full := pflag.Bool("megabyte", false, "measure a megabyte of each statement, right and wrong")
	runs := pflag.Int("runs", 3, "how often each file of --megabyte is measured; the fastest counts")
	text := pflag.Bool("text", false, "print the models of --n instead of measuring")
	pflag.Parse()
	pattern, err := regexp.Compile(*only)
	if err != nil {
		log.Fatal(err)
	}
	dir, err := os.MkdirTemp("", "growth")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(dir)
	if *memory {
		compareMemory((*programs)[0], dir, 10*time.Minute)
		return
	}
	if *full {
		fillMegabytes(*programs, strings.Fields(*command), pattern, dir, *runs, *timeout)
		return
	}
	head := "| series |"
	for _, n := range *sizes {
		head += fmt.Sprintf(" %d |", n)
	}
	if !*text {
		fmt.Println(head + " 1 MB |\n|---|" + strings.Repeat("---|", len(*sizes)+1))
	}
	for _, s := range all {
		if !pattern.MatchString(s.name) {
			continue
		}
		if *text {
			fmt.Print(s.model((*sizes)[0]))
			continue
		}
		row := "| " + s.name + " |"
		for _, n := range append(*sizes, s.ofOneMegabyte()) {
			path := filepath.Join(dir, "m.nef")
			if err := os.WriteFile(path, []byte(s.model(n)), 0o644); err != nil {
				log.Fatal(err)
			}
			var costs []cost
			for _, p := range *programs {
				costs = append(costs, measure(p, append(strings.Fields(*command), path), *timeout))
			}
			row += " " + arrows(costs) + " |"
		}
		fmt.Println(row)
	}
}

// ofOneMegabyte is the n whose text is about 1 MB; where the text does not grow,
// a million.
func (s series) ofOneMegabyte() int {
	n := 1000
	each := (len(s.model(2*n)) - len(s.model(n))) / n
	if each == 0 {
		return 1000000
	}
	return megabyte / each
}

// cost is what one process took.
type cost struct {
	time   time.Duration // on a core
	wall   time.Duration
	memory int64 // peak resident set, bytes
	ended  string
}

// String is seconds on a core and by the clock, megabytes, and how it ended if not as it
// should.
func (c cost) String() string {
	return strings.TrimSpace(fmt.Sprintf("%.2f s (%.2f s) %d MB %s", c.time.Seconds(), c.wall.Seconds(), c.memory/1e6, c.ended))
}

// arrows writes what each program took.
func arrows(costs []cost) string {
	var cells []string
	for _, c := range costs {
		cells = append(cells, c.String())
	}
	return strings.Join(cells, " → ")
}

// measure runs a program until it ends or is given up. Status 1 is a model with
// errors; what is above is not.
func measure(program string, args []string, timeout time.Duration) cost {
	ctx, cancel := context.WithTimeout(context.Background(), timeout)
	defer cancel()
	cmd := exec.CommandContext(ctx, program, args...)
	begun := time.Now()
	err := cmd.Run()
	if cmd.ProcessState == nil {
		log.Fatal(err)
	}
	c := cost{time: cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime(), wall: time.Since(begun)}
	if usage, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage); ok {
		c.memory = usage.Maxrss * 1024
	}
	switch code := cmd.ProcessState.ExitCode(); {
	case ctx.Err() != nil:
		c.ended = "given up"
	case code > 1:
		c.ended = fmt.Sprintf("exit %d", code)
	}
	return c
}
