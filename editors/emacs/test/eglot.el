;;; eglot.el --- Emacs does with nefc lsp what a person would -*- lexical-binding: t; -*-
;; Prints what came.  NEFC names the program, MODEL a file in a folder of its own.
(package-initialize)
(unless (require 'eglot nil t)
  (princ "no Eglot\n")
  (kill-emacs 0))
(require 'nef-mode)

(defun wait-for (what condition)
  "Wait until CONDITION returns something, and return it; WHAT it is, for a message."
  (let ((end (time-add nil 120)) found)
    (while (and (not (setq found (funcall condition))) (time-less-p nil end))
      (accept-process-output nil 0.05))
    (or found (error "No %s" what))))

(defun say (what text) (princ (format "%s %s\n" what (replace-regexp-in-string "\n" " / " text))))

(defun answer (method)
  "What the server answers to METHOD at point."
  (jsonrpc-request (eglot--current-server-or-lose) method (eglot--TextDocumentPositionParams)))

(let ((coding-system-for-write 'utf-8)
      (eglot-confirm-server-initiated-edits nil)
      (inhibit-message t))
  (find-file (getenv "MODEL"))
  (setq-local eglot-server-programs `((nef-mode . (,(getenv "NEFC") "lsp"))))
  (say "mode" (symbol-name major-mode))
  (apply #'eglot--connect (eglot--guess-contact))
  (wait-for "server" #'eglot-managed-p)
  (flymake-mode 1)
  (say "diagnostic" (flymake-diagnostic-text (car (wait-for "diagnostic" (lambda () (flymake-start) (flymake-diagnostics))))))
  (search-forward "radus")
  (eglot-code-actions (match-beginning 0) (match-end 0) "quickfix" t)
  (say "line" (buffer-substring (line-beginning-position) (line-end-position)))
  (goto-char (point-min))
  (search-forward "tail")
  (let ((said (plist-get (plist-get (answer :textDocument/hover) :contents) :value)))
    (say "hover" (and (string-match "tail: [^\n]*" said) (match-string 0 said))))
  (eglot-rename "head")
  (say "text" (buffer-string))
  (set-buffer-modified-p nil)
  (eglot-shutdown (eglot--current-server-or-lose)))
