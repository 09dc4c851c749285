package diff

import (
	"archive/tar"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// checkOut writes a folder of a git repository as it was at a revision, and all
// models of the repository, which those of the folder may use. It returns where
// the folder is.
func checkOut(revision, from, to string) (string, error) {
	if strings.HasPrefix(revision, "-") {
		return "", fmt.Errorf("%q is no revision: none begins with `-`", revision)
	}
	where, err := git(from, "rev-parse", "--show-toplevel", "--show-prefix")
	if err != nil {
		return "", fmt.Errorf("git has no %s: %w", revision, err)
	}
	top, folder, _ := strings.Cut(strings.TrimRight(string(where), "\n"), "\n")
	archive, err := git(top, "archive", "--format=tar", revision, "--", "./"+folder, "*.nef")
	if err != nil {
		return "", fmt.Errorf("git has no %s: %w", revision, err)
	}
	return filepath.Join(to, filepath.FromSlash(folder)), unpack(archive, to)
}

// git runs git in a folder and returns what it prints, or what it complains of.
func git(dir string, args ...string) ([]byte, error) {
	cmd := exec.Command("git", append([]string{"-C", dir}, args...)...)
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Run(); errors.Is(err, exec.ErrNotFound) {
		return nil, err
	} else if err != nil {
		return nil, errors.New(strings.TrimSpace(errs.String()))
	}
	return out.Bytes(), nil
}

// unpack writes the folders and files of a tar archive.
func unpack(archive []byte, to string) error {
	root, err := os.OpenRoot(to)
	if err != nil {
		return err
	}
	defer root.Close()
	for r := tar.NewReader(bytes.NewReader(archive)); ; {
		h, err := r.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		switch h.Typeflag {
		case tar.TypeDir:
			err = root.MkdirAll(filepath.FromSlash(strings.TrimRight(h.Name, "/")), 0o755)
		case tar.TypeReg:
			var f *os.File
			if f, err = root.Create(filepath.FromSlash(h.Name)); err == nil {
				_, err = io.Copy(f, r)
				err = errors.Join(err, f.Close())
			}
		}
		if err != nil && h.Name != "./" {
			return err
		}
	}
}
