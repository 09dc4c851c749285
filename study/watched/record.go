package watched

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/nefc/nefc/internal/files"
	"github.com/nefc/nefc/internal/npz"
	"github.com/nefc/nefc/live"
	"github.com/nefc/nefc/serve"
	"github.com/nefc/nefc/serve/folder"
)

// Recordings lie in out/live of a folder, each in one of its own that is called by the time at which it began.
func Recordings(here *folder.Folder, now func() time.Time) func(r *serve.Recording) (serve.Recorder, error) {
	return func(r *serve.Recording) (serve.Recorder, error) {
		name, place, err := here.Place("out/live/" + now().Format("2006-01-02T15-04-05"))
		if err != nil {
			return nil, err
		}
		return &recorder{Recording: r, name: name, place: place, signals: map[string]*signal{}}, nil
	}
}

// recorder writes a recording: while it goes on, numbers into files as they come; at the end of a part the files that are
// left, as a run has them.
type recorder struct {
	*serve.Recording
	name, place string // of the folder: for the client, and on the disk
	part        int    // before this one
	signals     map[string]*signal
	files       []string
}

// Where is the folder.
func (r *recorder) Where() string { return r.name }

// folder of the part, below that of the recording: itself for the first.
func (r *recorder) folder() string {
	if r.part == 0 {
		return ""
	}
	return fmt.Sprint(r.part + 1)
}

// Take writes frames of a watch.
func (r *recorder) Take(t *live.Told) error {
	name := nameOf(&t.Watch)
	if w := t.Watch; w.What == "rate" || w.What == "weights" {
		name += "." + w.What
	}
	s := r.signals[name]
	if s == nil {
		var err error
		if s, err = newSignal(r.place, r.Dt); err != nil {
			return err
		}
		r.signals[name] = s
	}
	for _, f := range t.Frames {
		if err := s.add(t, f); err != nil {
			return err
		}
	}
	return nil
}

// Cut ends a part, if there is anything in it.
func (r *recorder) Cut(script, text string) error {
	var err error
	if len(r.signals) > 0 {
		err = r.write(script)
		r.part++
	}
	r.Model.Text = text
	return err
}

// End ends the recording.
func (r *recorder) End(script string) ([]string, error) {
	err := r.write(script)
	return r.files, err
}

// write writes the files of a part.
func (r *recorder) write(script string) error {
	arrays := map[string]*npz.Array{}
	for _, name := range slices.Sorted(maps.Keys(r.signals)) {
		s := r.signals[name]
		defer s.close()
		if err := s.into(arrays, name); err != nil {
			return err
		}
	}
	r.signals = map[string]*signal{}
	head := fmt.Sprintf("# Recorded with nefc %s from %s. In that model, this gives the same numbers", r.Version, r.Model.Path)
	if strings.HasPrefix(script, "# from step") {
		head += " to one that goes on from where the text was reloaded"
	}
	head += ".\n"
	return errors.Join(
		r.file("watched.npz", func(w io.Writer) error { return npz.Write(w, arrays, nil) }),
		r.file("script.nef", func(w io.Writer) error { return text(w, head+script) }),
		r.file("model.nef", func(w io.Writer) error { return text(w, r.Model.Text) }))
}

func text(w io.Writer, s string) error {
	_, err := io.Copy(w, strings.NewReader(s))
	return err
}

// file writes one, and notes it.
func (r *recorder) file(name string, write func(w io.Writer) error) error {
	err := files.Write(filepath.Join(r.place, r.folder(), name), write)
	if err == nil {
		r.files = append(r.files, path.Join(r.name, r.folder(), name))
	}
	return err
}
