if(LATHE_GUI)
  lathe_bench(bench_charts lathe_widgets)
endif()
