// Command mutate finds out what the tests do not see. It makes random changes
// of the code, one at a time — an operator, a constant, a comparison, a sign, an
// argument, a statement — and runs the tests of every package that the change
// can reach until one fails:
//
//	go run ./internal/mutate -n 100
//	go run ./internal/mutate -n 20 --seed 7 compiler/laws runtime/experiment
//
// It prints the changes that no test noticed, for a person to judge: some do not
// change what the program does. Nothing is written into the source tree; the
// changed file is laid over it (go help build, -overlay). The same seed draws the
// same changes of the same code.
package main

import (
	"fmt"
	"log"
	"math/rand/v2"
	"os"
	"path"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/spf13/pflag"
)

func main() {
	n := pflag.IntP("number", "n", 100, "how many changes to make")
	seed := pflag.Uint64("seed", 1, "draws other changes")
	jobs := pflag.Int("jobs", 2, "how many changes to try at once")
	own := pflag.Bool("own", false, "run only the tests of the changed package: quicker, and stricter")
	limit := pflag.Duration("timeout", 2*time.Minute, "for the tests of one package; a change that makes them hang is noticed")
	pflag.Parse()
	log.SetFlags(0)
	if err := run(*n, *seed, *jobs, *limit, *own, pflag.Args()); err != nil {
		log.Fatal(err)
	}
}

func run(n int, seed uint64, jobs int, limit time.Duration, own bool, folders []string) error {
	tree, err := readTree()
	if err != nil {
		return err
	}
	tree.own = own
	all, err := candidates(tree.root, folders)
	if err != nil {
		return err
	}
	rng := rand.New(rand.NewPCG(seed, 0))
	rng.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	fmt.Printf("%d possible changes, %d of them tried\n", len(all), min(n, len(all)))

	s := &sample{want: n, left: all}
	var wg sync.WaitGroup
	for range jobs {
		wg.Go(func() {
			for c, ok := s.next(); ok; c, ok = s.next() {
				s.done(c, tree.try(c, limit))
			}
		})
	}
	wg.Wait()
	return s.report()
}

// candidates lists the changes of all files that are neither tests nor
// generated nor tools, or of those below the folders.
func candidates(root string, folders []string) ([]change, error) {
	var all []change
	err := filepath.WalkDir(root, func(file string, d os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name, err := filepath.Rel(root, file)
		if err != nil {
			return err
		}
		name = filepath.ToSlash(name)
		if d.IsDir() {
			if tool(name) {
				return filepath.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") || !below(name, folders) {
			return nil
		}
		src, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		found, err := changesOf(name, src)
		all = append(all, found...)
		return err
	})
	return all, err
}

// tool reports a folder whose code no user runs.
func tool(name string) bool {
	base := path.Base(name)
	return base == "testdata" || base == "gen" || name == "bench" || name == "internal/mutate" || strings.HasPrefix(base, ".") && name != "."
}

func below(name string, folders []string) bool {
	for _, f := range folders {
		if strings.HasPrefix(name, path.Clean(f)+"/") || name == f {
			return true
		}
	}
	return len(folders) == 0
}

// sample hands out changes until enough of them compiled, and counts.
type sample struct {
	mu               sync.Mutex
	want             int
	left             []change
	running, noticed int
	unnoticed        []change
	failed           error
}

// next is the next change to try; false if there are enough.
func (s *sample) next() (change, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.failed != nil || len(s.left) == 0 || s.running+s.noticed+len(s.unnoticed) >= s.want {
		return change{}, false
	}
	c := s.left[0]
	s.left = s.left[1:]
	s.running++
	return c, true
}

// done notes what became of a change. One that does not compile is not counted.
func (s *sample) done(c change, o outcome) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.running--
	switch {
	case o.err != nil:
		s.failed = o.err
	case !o.compiles:
	case o.noticedBy != "":
		s.noticed++
		fmt.Printf("noticed by %-20s %s\n", o.noticedBy, c)
	default:
		s.unnoticed = append(s.unnoticed, c)
		fmt.Printf("NOT NOTICED %28s\n", c)
	}
}

func (s *sample) report() error {
	if s.failed != nil {
		return s.failed
	}
	fmt.Printf("\n%d of %d changes were noticed. Not noticed:\n", s.noticed, s.noticed+len(s.unnoticed))
	for _, c := range s.unnoticed {
		fmt.Println("-", c)
	}
	return nil
}
