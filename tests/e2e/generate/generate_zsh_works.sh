# zsh completes commands, options and the words of an option: what it makes of a line is run.
export HOME=$PWD
cat > drive.zsh <<'Z'
zmodload zsh/zpty
zpty shell 'zsh -f -i'
zpty -w shell "PS1=; fpath=($SOURCE/completions \$fpath); autoload -U compinit; compinit -D -u"
zpty -w shell 'export MCBIN_SERVERS=cache1:11211,zoo'
zpty -w shell 'mcbin() { print -r -- "ran" "<$*>" > $HOME/ran.new; mv $HOME/ran.new $HOME/ran }'
for typed in 'dum' 'dump-frame --val' 'dump-frame --values b' 'serve --protocol a' \
  'stats se' 'help ex' 'get -s cac'; do
  zpty -n -w shell $'mcbin '$typed$'\t\n'
  while [[ ! -e ran ]] && zpty -r -t shell ignored || sleep 0.05; do [[ -e ran ]] && break; done
  cat ran; rm ran
done
zpty -d shell
Z
timeout 30 zsh -f drive.zsh
