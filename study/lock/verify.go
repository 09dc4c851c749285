package lock

import (
	"fmt"
	"path/filepath"
	"slices"

	"github.com/nefc/nefc/compiler"
	"github.com/nefc/nefc/internal/machine"
	"github.com/nefc/nefc/study/run"
)

// Observe runs all experiments of models and returns what there is to lock in a file
// at path; nil if a run did not come to its end. Of the job it takes the folder of
// results, the workers, and who watches and stops it. The error is *compiler.Invalid for a
// model with errors.
func Observe(job run.Job, path string, models []string) (*Lock, run.State, error) {
	l := &Lock{Path: path, several: len(models) > 1}
	var names []string
	for _, m := range models {
		names = append(names, relative(l.dir(), m))
	}
	return l.observe(job, names)
}

// observe runs models, named as in the lock, and returns the lock that they have now.
// With several models in a lock, facts of a run have the name of the model in front.
func (l *Lock) observe(job run.Job, names []string) (*Lock, run.State, error) {
	out, state := &Lock{Path: l.Path, Platform: platform(), several: l.several}, run.Fine
	job.Options, job.Again = options(), true
	for _, name := range names {
		job.Path = l.path(name)
		checked, facts, err := checkModel(l.dir(), job.Path)
		if err != nil {
			return nil, run.Unfinished, err
		}
		job.Tell(run.Checked{Checked: checked})
		if checked.Model.IsOutside() { // what it comes to is not ours to say
			out.Facts = append(out.Facts, facts...)
			continue
		}
		results, err := job.Experiments(checked, checked.Model.Experiments)
		if state = max(state, run.Worst(results)); err != nil || state == run.Unfinished {
			return nil, run.Unfinished, err
		}
		after, err := factsAfter(job.Dir, results)
		if err != nil {
			return nil, run.Unfinished, err
		}
		if l.several {
			for i := range after {
				after[i].Name = name + "#" + after[i].Name
			}
		}
		out.Facts = append(append(out.Facts, facts...), after...)
	}
	return out, state, nil
}

// options are those with which models are locked.
func options() compiler.Options {
	return compiler.Options{Set: map[string]string{}, MaxMemory: machine.Memory(), NeedRun: true, Declared: true}
}

// checkModel checks a model that is to be locked and returns the facts that are known
// without running it.
func checkModel(dir, path string) (*compiler.Checked, []Fact, error) {
	checked, err := compiler.Check(path, options())
	if err != nil {
		return nil, nil, err
	}
	if invalid := checked.Invalid(path); invalid != nil {
		return nil, nil, invalid
	}
	facts, err := factsBefore(dir, checked)
	return checked, facts, err
}

// dir is the folder of a lock.
func (l *Lock) dir() string { return filepath.Dir(l.Path) }

// path is that of a model, named as in the lock.
func (l *Lock) path(name string) string { return filepath.Join(l.dir(), filepath.FromSlash(name)) }

// Unknown says that a lock does not speak of a model.
type Unknown struct {
	Lock, Model string // as its name would be there
	Path        string // of the model
}

// Error names both.
func (e *Unknown) Error() string { return fmt.Sprintf("%s does not speak of %s", e.Lock, e.Model) }

// name is that of a model in the lock. The error is *Unknown if it has none.
func (l *Lock) name(model string) (string, error) {
	name := relative(l.dir(), model)
	if !slices.Contains(l.Models(), name) {
		return "", &Unknown{l.Path, name, model}
	}
	return name, nil
}

// Allows compares a checked model, the files it reads and the library with a lock, as
// far as that speaks of them. The error is *Unknown if it does not speak of the model.
func (l *Lock) Allows(model string, checked *compiler.Checked) ([]Difference, error) {
	name, err := l.name(model)
	if err != nil {
		return nil, err
	}
	facts, err := factsBefore(l.dir(), checked)
	if err != nil {
		return nil, err
	}
	return l.of(name, facts).before().differences(&Lock{Platform: l.Platform, Facts: facts}), nil
}

// Verified is what verifying a lock came to.
type Verified struct {
	Now         *Lock // what is so; nil if that differs before any run
	Differences []Difference
	Exactly     bool // compared with the version of the lock
}

// Verify runs the models of a lock again, or one of them if only is its path, and
// compares. What is known without a run is compared first. The job is as for Observe;
// the result is nil if a run did not come to its end. The error is *Unknown for a
// model that the lock does not speak of, *compiler.Invalid for one with errors.
func (l *Lock) Verify(job run.Job, only string) (*Verified, run.State, error) {
	names := l.Models()
	if only != "" {
		name, err := l.name(only)
		if err != nil {
			return nil, run.Failed, err
		}
		names = []string{name}
	}
	before := &Lock{Platform: platform()}
	for _, name := range names {
		_, facts, err := checkModel(l.dir(), l.path(name))
		if err != nil {
			return nil, run.Unfinished, err
		}
		before.Facts = append(before.Facts, facts...)
	}
	locked := l
	if only != "" {
		locked = l.of(names[0], before.Facts)
	}
	exactly := l.exactly(before)
	if differ := locked.before().differences(before); len(differ) > 0 {
		return &Verified{nil, differ, exactly}, run.Failed, nil
	}
	now, state, err := l.observe(job, names)
	if now == nil || err != nil {
		return nil, state, err
	}
	return &Verified{now, locked.differences(now), exactly}, state, nil
}
