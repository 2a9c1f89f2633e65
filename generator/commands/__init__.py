"""The commands, each in a module of its name with a `command`, which is loaded when it is asked for."""
