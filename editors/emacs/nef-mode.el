;;; nef-mode.el --- models of spiking neurons -*- lexical-binding: t; -*-

;; Colours for .nef files, and `nefc lsp' for Eglot.  Needs Emacs 26 and Eglot (part of Emacs 29).

;;; Code:
(require 'nef-words)

(defgroup nef nil "Models of spiking neurons." :group 'languages)

(defcustom nef-program "nefc" "The program nefc." :type 'string)

(defvar nef-mode-syntax-table
  (let ((table (make-syntax-table)))
    (modify-syntax-entry ?# "<" table)
    (modify-syntax-entry ?\n ">" table)
    (modify-syntax-entry ?\" "\"" table)
    (modify-syntax-entry ?_ "w" table)
    (dolist (sign (string-to-list "+-*/^.,:=<>|!%@&;")) (modify-syntax-entry sign "." table))
    table))

(defun nef--in-list-p ()
  "Whether the place before point is in round or square brackets."
  (seq-some (lambda (open) (memq (char-after open) '(?\( ?\[))) (nth 9 (syntax-ppss (match-beginning 1)))))

(defun nef--match (pattern limit free)
  "Find PATTERN before LIMIT outside of brackets, where FREE holds."
  (let (found)
    (while (and (not found) (re-search-forward pattern limit t))
      (setq found (save-excursion (save-match-data (and (not (nef--in-list-p)) (funcall free (match-beginning 1)))))))
    found))

(defun nef--starts-p (place)
  "Whether a statement, or an option on a line of its own, begins at PLACE."
  (goto-char place)
  (skip-chars-backward " \t\r")
  (or (bolp) (memq (char-before) '(?{ ?} ?\;))))

(defun nef--option-p (place)
  "Whether an option may stand at PLACE: no operator asks for it, and it is not the name behind the first word."
  (or (nef--starts-p place)
      (progn
        (skip-chars-backward " \t\r")
        (and (not (looking-back "[-+*/^.,:=<>|!@&]\\|[^0-9]%" (max (point-min) (- (point) 2))))
             (not (and (> 0 (skip-syntax-backward "w")) (looking-at "[[:alpha:]_]") (nef--starts-p (point))))))))

(defconst nef--words (concat "\\_<\\(" (regexp-opt nef-words) "\\)\\_>"))
(defconst nef--options (concat "\\_<\\(" (regexp-opt nef-options) "\\)\\_>"))

(defvar nef-font-lock-keywords
  `((,(lambda (limit) (nef--match nef--words limit #'nef--starts-p)) 1 font-lock-keyword-face)
    (,(lambda (limit) (nef--match nef--options limit #'nef--option-p)) 1 font-lock-type-face)
    ("\\_<[0-9]+\\(?:\\.[0-9]+\\)?\\(?:[eE][+-]?[0-9]+\\)?\\(?:[[:alpha:]_][[:alnum:]_]*\\|%\\)?" 0 font-lock-constant-face)))

;;;###autoload
(define-derived-mode nef-mode prog-mode "nef"
  "Models of spiking neurons."
  (setq-local comment-start "# "
              comment-start-skip "#+ *"
              indent-tabs-mode nil
              font-lock-defaults '(nef-font-lock-keywords)))

;;;###autoload
(add-to-list 'auto-mode-alist '("\\.nef\\'" . nef-mode))

(defvar eglot-server-programs)
(with-eval-after-load 'eglot
  (add-to-list 'eglot-server-programs `(nef-mode . (,nef-program "lsp"))))

(provide 'nef-mode)
;;; nef-mode.el ends here
