;;; colours.el --- what the colours of nef-mode say of texts -*- lexical-binding: t; -*-
;; Prints for each line of each file a line with a letter for each character.
(require 'nef-mode)
(let ((coding-system-for-write 'utf-8) (coding-system-for-read 'utf-8)
      (letters '((font-lock-keyword-face . "w") (font-lock-type-face . "o") (font-lock-constant-face . "n") (font-lock-string-face . "s")
                 (font-lock-comment-face . "c") (font-lock-comment-delimiter-face . "c"))))
  (dolist (file command-line-args-left)
    (with-temp-buffer
      (insert-file-contents file)
      (nef-mode)
      (font-lock-ensure)
      (goto-char (point-min))
      (while (< (point) (point-max))
        (princ (if (eolp) "\n" (or (cdr (assq (get-text-property (point) 'face) letters)) ".")))
        (forward-char)))
    (princ "\n"))
  (setq command-line-args-left nil))
