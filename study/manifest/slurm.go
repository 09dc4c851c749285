package manifest

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// ErrNoSlurm says that SLURM's commands are not here.
var ErrNoSlurm = errors.New("there is no sbatch here")

// Submit submits an array job to SLURM that runs the cells of a manifest, bundle in a
// task; command is the line for the shell that runs a range of cells, written as the
// shell computes it. args are more arguments for sbatch. It returns the name of the
// job. A task that is requeued or runs twice finds its finished cells and goes on with
// the others.
func Submit(manifest string, cells, bundle int, command func(cells string) string, args []string) (job string, err error) {
	logs := filepath.Join(filepath.Dir(manifest), "slurm")
	if err := os.MkdirAll(logs, 0o755); err != nil {
		return "", err
	}
	script := fmt.Sprintf("#!/bin/sh\na=$((SLURM_ARRAY_TASK_ID * %d))\nexec %s\n", bundle, command(fmt.Sprintf(`"$a:$((a + %d))"`, bundle)))
	args = append([]string{"--parsable", "--requeue", "--job-name=nefc", fmt.Sprintf("--array=0-%d", len(Tasks(cells, bundle))-1),
		"--output=" + filepath.Join(logs, "%A_%a.log")}, args...)
	cmd := exec.Command("sbatch", args...)
	var out, problem bytes.Buffer
	cmd.Stdin, cmd.Stdout, cmd.Stderr = strings.NewReader(script), &out, &problem
	if err := cmd.Run(); errors.Is(err, exec.ErrNotFound) {
		return "", ErrNoSlurm
	} else if err != nil {
		return "", fmt.Errorf("sbatch: %w: %s", err, strings.TrimSpace(problem.String()))
	}
	return strings.TrimSpace(out.String()), nil
}

// ShellWord makes one word of a path for a shell.
func ShellWord(path string) string {
	if !strings.ContainsAny(path, " '\"\\$`*?[]()<>|&;#~!{}\t\n") {
		return path
	}
	return "'" + strings.ReplaceAll(path, "'", `'\''`) + "'"
}
